/**
 * Makes state that outlives the page which first asked for it. What is derived in it would otherwise belong to that
 * page, and stand still once the page has gone.
 */
export function outliving<T>(make: () => T): T {
  const made: T[] = [];
  $effect.root(() => void made.push(make()));
  // Outside of a browser there are no effects, and nothing that could belong to one.
  return made.length > 0 ? (made[0] as T) : make();
}
