// The text of a PDF, by poppler's pdftotext (dev/setup documents).
import { execFileSync } from "node:child_process";

export function pdfText(bytes) {
  return execFileSync("pdftotext", ["-layout", "-", "-"], { input: bytes, encoding: "utf8" });
}
