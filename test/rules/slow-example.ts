/** Looks at each pair of numbers below a size: what the test of growth must notice. */
export function slow(size: number): number {
  let pairs = 0;
  for (let one = 0; one < size; one += 1)
    for (let other = 0; other < size; other += 1) {
      if (one < other) pairs += 1;
    }
  return pairs;
}
