/** The action's outputs and what each one is, in the order of action.yml. */
export const OUTPUTS = {
  verdict: '`pass`, `warn`, `breach` or `overridden`.',
  passed: '`true` unless a limit was breached or the head could not be built, else `false`.',
  report: 'Path of the report as JSON; its schema is `schema/report.v1.json`.',
  markdown: 'Path of the report as markdown.',
  size: 'Size in bytes, summed over shipped targets.',
  change: 'Change of the size in bytes, summed over shipped targets.',
  download: 'Download (compressed size) in bytes, summed over shipped targets.',
  'download-change': 'Change of the download in bytes, summed over shipped targets.',
  images: 'Compact JSON array of the rows: one for each target of each image on each platform.',
  'comment-url': 'Address of the comment on the pull request, where there is one.',
} as const satisfies Readonly<Record<string, string>>

export type OutputName = keyof typeof OUTPUTS
