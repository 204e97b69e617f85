// How long the tests wait before they call something hung: longer for a program built with sanitizers (tests/run/main.mjs
// says by how much). Nothing here is a measure of speed; a machine with other work to do is no fault.

/** How many times slower the program may be than the release build, and how many times larger in memory. */
export const slowness = Number(process.env.MUSUBI_TEST_SLOWNESS ?? 1);

export const patience = (ms: number): number => ms * slowness;
