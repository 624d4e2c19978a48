/** Ends what `containers.mjs` has started, if it has. */
export default async function stopContainers() {
  await globalThis.stopContainers?.();
}
