// Starts the built program as an operator would, on a free port with data of its own, and stops it.
//
// RENNSTEIG_BIN             the program; default target/debug/rennsteig
// RENNSTEIG_CONFORMANCE     folder of the public suites; default ../shared/conformance
// RENNSTEIG_TEST_POSTGRES   URL of a PostgreSQL superuser; without it tests on PostgreSQL are skipped (dev/postgres)
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.RENNSTEIG_BIN ?? join(process.env.CARGO_TARGET_DIR ?? join(top, "target"), "debug/rennsteig");
const postgres = process.env.RENNSTEIG_TEST_POSTGRES;

/** The engines to run a journey on, as `[name, reason to skip or false]`. */
export const engines = [
  ["sqlite", false],
  ["postgres", postgres ? false : "RENNSTEIG_TEST_POSTGRES is not set (dev/postgres run …)"],
];

/** Where the public suites are, if they are there. */
export const conformance = process.env.RENNSTEIG_CONFORMANCE ?? join(top, "../shared/conformance");

/** Runs a command of the program that needs no data, and returns what it wrote. */
export const command = (...words) => execFileSync(program, words, { cwd: top, encoding: "utf8", stdio: "pipe" });

const startLimit = 60_000; // milliseconds; a debug build on a busy machine

/** A port on which nobody listens at the moment: for a server that must know its address before it starts. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts `rennsteig demo`, `options` after it. The result has `origin` (`http://127.0.0.1:PORT`), `data` (its folder), `log()` (what it
 * wrote), `run(...arguments)` (another command of the program on the same data), `kill()` (as a power cut would),
 * `restart()` (on the same data; the origin changes) and `stop()` (ends it and deletes the data).
 */
export async function start({ engine = "sqlite", options = [], listen = "127.0.0.1:0" } = {}) {
  const data = await mkdtemp(join(tmpdir(), "rennsteig-e2e-"));
  const database = engine === "postgres" ? createDatabase() : null;
  const env = { ...process.env, ...(database && { RENNSTEIG_DATABASE_URL: database.url }) };
  const server = { data };
  let child;

  const launch = async () => {
    child = spawn(program, ["demo", "--data", data, "--listen", listen, ...options], { cwd: top, env, stdio: ["ignore", "pipe", "pipe"] });
    server.origin = await listening(child, server);
  };
  server.run = (...command) => execFileSync(program, [...command, "--data", data], { cwd: top, env, encoding: "utf8" });
  server.kill = () => end(child, "SIGKILL");
  server.restart = async () => {
    await end(child, "SIGTERM");
    await launch();
  };
  server.stop = async () => {
    await end(child, "SIGTERM");
    database?.drop();
    await rm(data, { recursive: true, force: true });
  };

  try {
    await launch();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** Waits for the line `listening on http://…` and returns the address. */
function listening(child, server) {
  let written = "";
  server.log = () => written;
  return new Promise((resolve, reject) => {
    const give_up = (reason) => reject(new Error(`${program} ${reason}; it wrote:\n${written}`));
    const timer = setTimeout(() => give_up(`did not listen within ${startLimit / 1000} s`), startLimit);
    const read = (chunk) => {
      written += chunk;
      const origin = written.match(/^listening on (http:\/\/\S+)$/m)?.[1];
      if (origin) {
        clearTimeout(timer);
        resolve(origin.replace(/\/$/, ""));
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", (error) => give_up(`did not start: ${error.message}`));
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      give_up(`ended with ${signal ?? code}`);
    });
  });
}

function end(child, signal) {
  if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(signal);
  });
}

/** A database of its own beside the superuser's. */
function createDatabase() {
  const name = `rennsteig_e2e_${randomBytes(6).toString("hex")}`;
  const psql = (sql) => execFileSync("psql", [postgres, "--quiet", "--no-psqlrc", "--command", sql]);
  psql(`CREATE DATABASE ${name}`);
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => psql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
