const WIDTHS = [78, 11, 11, 8, 16, 16]

export function printHeading() {
  print(['ours / theirs', 'ours', 'theirs', 'ratio', 'low to high', 'goal'])
}

/**
 * One row: `name` is `ours / theirs`, and both figures are milliseconds or, with `unit: 'bytes'`, bytes. `goal` is the
 * highest ratio wanted, `ceiling` the highest figure of ours; a row may have none.
 */
export function printRow({ name, ours, theirs, ratio, lowest, highest, unit = 'milliseconds', goal, ceiling }) {
  const figure = unit === 'bytes' ? megabytes : seconds
  print([
    name,
    figure(ours),
    figure(theirs),
    ratio.toFixed(2),
    lowest === undefined ? '' : `${lowest.toFixed(2)} to ${highest.toFixed(2)}`,
    goal === undefined
      ? ceiling === undefined
        ? ''
        : verdict(figure(ceiling), ours <= ceiling)
      : verdict(goal.toFixed(2), ratio <= goal),
  ])
}

function verdict(limit, isMet) {
  return `${limit} ${isMet ? 'met' : 'missed'}`
}

function seconds(milliseconds) {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`
}

function print([name, ...cells]) {
  console.log(
    name.padEnd(WIDTHS[0]) +
      cells
        .map((cell, index) => cell.padStart(WIDTHS[index + 1]))
        .join('')
        .trimEnd(),
  )
}
