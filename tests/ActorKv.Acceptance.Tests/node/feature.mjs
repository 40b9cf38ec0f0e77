// Runs the feature that the command line names, against the server on the given port:
//
//     node PROGRAM.mjs PORT FEATURE
//
// A feature is an async function that throws when the server does not do its part. What it opened is closed in the opposite order, and a
// program that comes to no end says so after a minute, or after the time that it has asked for.

import process from 'node:process';

const PATIENCE_MS = 60_000;
const closers = [];

export const port = Number(process.argv[2]);

/** Remembers how to close something when the feature is over. */
export function closing(thing, close) {
  closers.push(() => close(thing));
  return thing;
}

/** A promise of what the first `count` calls of its method `add` bring. */
export function gathering(count) {
  const gathered = [];
  let done;
  const promise = new Promise((resolve) => { done = resolve; });
  return Object.assign(promise, {
    add(item) {
      gathered.push(item);
      if (gathered.length === count) done([...gathered]);
    },
  });
}

/** Asks until the answer is truthy. */
export async function eventually(ask) {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
}

export async function run(features, patience = PATIENCE_MS) {
  const name = process.argv[3];
  if (!Object.hasOwn(features, name)) throw new Error(`There is no feature ${name}.`);
  setTimeout(() => {
    console.error(`${name} comes to no end.`);
    process.exit(1);
  }, patience).unref();
  try {
    await features[name]();
    for (const close of closers.reverse()) await close();
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
