import { describe, expect, it } from '@jest/globals'
import { certainty } from '../../src/builder/makes.js'

describe('certainty', () => {
  it.each([
    ['go build -o /out/app ./cmd', '/src', '/out/app', 4],
    ['make install DESTDIR=/out', '/src', '/out', 4],
    ['go build -o /out/app ./cmd', '/src', '/out', 4],
    ['go build -o app ./cmd', '/src', '/src/app', 4],
    ['go build -o ./bin/app', '/src', '/src/bin/app', 4],
    ['npm ci --omit=dev', '/app', '/app/node_modules', 4],
    ['pip install -r requirements.txt', '/', '/usr/local/lib/python3.12/site-packages', 4],
    ['cargo build --release', '/src', '/src/target/release/app', 4],
    ['make install PREFIX=/out', '/src', '/out/bin/app', 3],
    ['npm run build', '/app', '/app/dist', 3],
    ['make', '/app/src', '/app', 3],
    ['apt-get update', '/', '/out/app', 1],
    ['cp x /output', '/', '/out', 1],
    ['cp x /other/out', '/', '/out', 1],
    ['cp x /usr/local/share/x', '/', '/usr/local/bin/app', 1],
    ['anything', '/app', '/', 1],
  ] as const)('%s in %s made %s: %i', (command, cwd, path, sure) => {
    expect(certainty(command, cwd, path)).toBe(sure)
  })
})
