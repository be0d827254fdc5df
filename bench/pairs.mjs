/**
 * Alternates ours and theirs. What counts is the median of the pairwise ratios: a machine that gets slower or faster on
 * the way changes both halves of a pair. `ours` and `theirs` return milliseconds; with `warmUp`, the first of each do not
 * count.
 */
export async function pairs({ runs, warmUp = true, ours, theirs }) {
  const measured = []
  for (let run = warmUp ? -1 : 0; run < runs; run++) {
    // The one that goes second may find more in the caches of the machine.
    const oursFirst = run % 2 === 0
    const first = await (oursFirst ? ours : theirs)()
    const second = await (oursFirst ? theirs : ours)()
    if (run >= 0) measured.push(oursFirst ? [first, second] : [second, first])
  }
  const ratios = measured.map(([one, other]) => one / other)
  return {
    ours: median(measured.map(([one]) => one)),
    theirs: median(measured.map(([, other]) => other)),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
