// A case for the desk: a citizen of Erfurt applies for the sample permit.
import { Visitor } from "../harness/visitor.js";
import { dayFromNow } from "./answers.js";
import { paths, walk } from "./form.js";
import { atCheck, begin, signInToSubmit, submitTwice } from "./portal.js";

/** Applies with these answers, and stays until the office has it. */
export async function apply(browser, origin, name, facts) {
  const citizen = await Visitor.arrive(browser, origin);
  await citizen.go("/leistung/99108001001000?ort=99084");
  await begin(citizen);
  const answers = { ...facts, ausweis: { ...facts.ausweis, gueltig_ab: dayFromNow(3) } };
  await walk(citizen, paths(answers), { arrived: atCheck });
  await signInToSubmit(citizen, name);
  await submitTwice(citizen);
  await citizen.reloadUntil(() => citizen.fact("Aktenzeichen"), "the Aktenzeichen");
  await citizen.goodbye();
}
