/** The reports of `serpent gc`: a line for each collection, or the story of one. 80 columns. */
import type { Collection, CollectionLog } from "../host/collection-log.ts";
import { collectionStory, type StoryStep } from "../inspectors/collection-story.ts";
import { count, durationText, headline, shortened, WIDTH, withCommas } from "./text-layout.ts";

/** Collections shown at the beginning and at the end when there are more. */
const FIRST_SHOWN = 10;
const LAST_SHOWN = 20;

const COLUMNS = "   #  gen  why              tracked  collected  uncoll.   pause µs  line";
const LINE_COLUMN = COLUMNS.indexOf("line");

function whyText({ reason, generation, count: counted, threshold }: Collection): string {
  if (reason === "asked") return "gc.collect()";
  if (reason === "exit") return "exit";
  return `count${generation} ${counted} > ${threshold}`;
}

/** "cycle.py:12"; "" when no Python code was running. */
function placeText({ filename, lineno }: Collection, width: number): string {
  if (filename === "") return "";
  const name = filename.slice(filename.lastIndexOf("/") + 1);
  return `${shortened(name, width - String(lineno).length - 1)}:${lineno}`;
}

function collectionLine(collection: Collection, number: number): string {
  const cells = [
    String(number).padStart(4),
    String(collection.generation).padStart(5),
    `  ${whyText(collection).padEnd(15)}`,
    withCommas(collection.tracked).padStart(9),
    withCommas(collection.collected).padStart(11),
    withCommas(collection.uncollectable).padStart(9),
    withCommas(collection.pauseMicroseconds).padStart(11),
    `  ${placeText(collection, WIDTH - LINE_COLUMN)}`,
  ];
  return cells.join("").trimEnd();
}

/** "210 µs", "6.10 ms", "1.24 s". */
function pauseText(microseconds: number): string {
  if (microseconds >= 1e6) return durationText(microseconds / 1000);
  return microseconds < 1000 ? `${microseconds} µs` : `${(microseconds / 1000).toPrecision(3)} ms`;
}

function totalLines({ collections, skipped }: CollectionLog, milliseconds: number): string[] {
  const pause = collections.reduce((sum, c) => sum + c.pauseMicroseconds, 0);
  const collected = collections.reduce((sum, c) => sum + c.collected, 0);
  const share = milliseconds > 0 ? ` = ${Math.round(pause / milliseconds / 10)} % of the run` : "";
  const generations = [0, 1, 2].map(
    (g) => `gen${g} ${withCommas(collections.filter((c) => c.generation === g).length)}×`,
  );
  const lines = [
    `${count(collections.length, "collection")}  ${generations.join("  ")} · ${pauseText(pause)}${share}`,
    `${count(collected, "object")} collected`,
  ];
  if (skipped > 0) lines.push(`gen2 was due ${withCommas(skipped)}× more, but less than 25 % of it was new`);
  return lines;
}

/** All collections of a program, or the first and last ones of many. */
export function collectionsText(
  log: CollectionLog,
  title: string,
  right: string,
  milliseconds: number,
  showsAll: boolean,
): string {
  const lines = log.collections.map((collection, i) => collectionLine(collection, i + 1));
  const hidden = showsAll ? 0 : Math.max(0, lines.length - FIRST_SHOWN - LAST_SHOWN);
  if (hidden > 0) lines.splice(FIRST_SHOWN, hidden, `   … ${withCommas(hidden)} more (--all)`);
  const table = lines.length === 0 ? ["no collections"] : [COLUMNS, ...lines];
  return `${[headline(title, right), ...table, "", ...totalLines(log, milliseconds)].join("\n")}\n`;
}

/** Breaks `text` where it has blanks, so that no line is wider than the report; the later ones are indented by `indent`. */
function wrapped(text: string, indent: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > WIDTH) {
    const blank = rest.lastIndexOf(" ", WIDTH);
    const at = blank > indent ? blank : WIDTH;
    lines.push(rest.slice(0, at).trimEnd());
    rest = `${" ".repeat(indent)}${rest.slice(at).trimStart()}`;
  }
  return [...lines, rest];
}

function stepLines(step: StoryStep, number: number): string[] {
  const head = `${String(number).padStart(2)} ${step.name.padEnd(26)} ${step.text}`;
  return [...wrapped(head, 30), ...step.details.flatMap((detail) => wrapped(`      ${detail}`, 10))];
}

/** The story of collection `number`, which was watched. */
export function storyText(log: CollectionLog, number: number, title: string): string {
  const collection = log.collections[number - 1];
  const { image, events } = log.watched!;
  const steps = collectionStory(image, collection.generation, events);
  const where = placeText(collection, 30);
  const what = `gen ${collection.generation} · ${whyText(collection)}${where === "" ? "" : ` · ${where}`}`;
  const lost = collection.uncollectable === 0 ? "" : `, ${count(collection.uncollectable, "object")} uncollectable`;
  return `${[
    headline(title, what),
    ...steps.flatMap((step, i) => stepLines(step, i + 1)),
    "",
    `${count(collection.collected, "object")} collected${lost}; ${pauseText(collection.pauseMicroseconds)}, being watched`,
  ].join("\n")}\n`;
}
