// Bundles lib/ into dist/: one bundle for both entries, and a chunk for each library that only some runs load.
// The same sources and packages give the same bytes.
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ncc from '@vercel/ncc'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = process.argv[2] ?? join(root, 'dist')

const { code, assets } = await ncc(join(root, 'lib/main.js'), { cache: false, license: 'licenses.txt', quiet: true })
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))

await rm(dist, { recursive: true, force: true })
await mkdir(dist, { recursive: true })
for (const [name, asset] of Object.entries(assets)) await writeFile(join(dist, name), asset.source)
await writeFile(join(dist, 'main.js'), code)
await writeFile(join(dist, 'index.js'), "import { action } from './main.js'\n\nawait action()\n")
await writeFile(
  join(dist, 'cli.js'),
  `#!/usr/bin/env node\nimport { command } from './main.js'\n\nawait command(process.argv.slice(2), '${version}')\n`,
)
await chmod(join(dist, 'cli.js'), 0o755)
