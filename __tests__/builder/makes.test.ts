import { describe, expect, it } from '@jest/globals'
import { certainty } from '../../src/builder/makes.js'

describe('certainty', () => {
  it.each([
    ['go build -o /out/app ./cmd', '/src', '/out/app', 5],
    ['make install DESTDIR=/out', '/src', '/out', 5],
    ['go build -o /out/app ./cmd', '/src', '/out', 5],
    ['go build -o app ./cmd', '/src', '/src/app', 5],
    ['go build -o ./bin/app', '/src', '/src/bin/app', 5],
    ['npm ci --omit=dev', '/app', '/app/node_modules', 5],
    ['pip install -r requirements.txt', '/', '/usr/local/lib/python3.12/site-packages', 5],
    ['cargo build --release', '/src', '/src/target/release/app', 5],
    ['make install PREFIX=/out', '/src', '/out/bin/app', 3],
    ['npm run build', '/app', '/app/dist', 3],
    ['make', '/app/src', '/app', 4],
    ['npm run build', '/app', '/app', 4],
    ['adduser app && ./make', '/', '/out/app', 1],
    ['echo x > /out/app', '/', '/out/app', 5],
    ['rm -rf /out && tar -xf x.tar', '/out', '/out/app', 3],
    ['cp x /output', '/', '/out', 1],
    ['cp x /other/out', '/', '/out', 1],
    ['cp x /usr/local/share/x', '/', '/usr/local/bin/app', 1],
    ['anything', '/app', '/', 1],
    ['apt-get update && apt-get install -y curl', '/', '/usr/bin/curl', 1],
    ['apk add --no-cache tzdata', '/', '/usr/share/zoneinfo', 1],
    ['npm install -g typescript', '/app', '/usr/local/bin/tsc', 1],
    ['npm ci && ./install.sh', '/app', '/usr/local/bin/tool', 1],
    ['cargo install ripgrep', '/', '/usr/local/cargo/bin/rg', 1],
    ['echo `make install`', '/', '/usr/local/bin/tool', 1],
    ['', '/', '/usr/bin/tool', 1],
    ['cargo fetch', '/src', '/usr/local/cargo/registry', 1],
    ['go mod download', '/src', '/go/pkg/mod', 1],
    ['bundle install', '/app', '/usr/local/bundle', 1],
    ['make && make install', '/src', '/usr/local/bin/tool', 1],
    ['cmake --install build', '/src', '/usr/local/bin/tool', 1],
  ] as const)('%s in %s made %s: %i', (command, cwd, path, sure) => {
    expect(certainty(command, cwd, path)).toBe(sure)
    expect(certainty(`/bin/sh -c ${command}`, cwd, path)).toBe(sure)
  })

  it.each([
    ['go build -o /out/app ./cmd', '/src', '/usr/local/go/bin'],
    ['CGO_ENABLED=0 go build -o /out/app ./cmd', '/src', '/etc/ssl/certs'],
    ['go vet ./... && go test ./...', '/src', '/usr/local/go'],
    ['npm ci; npm run build', '/app', '/usr/local/bin/node'],
    ['./mvnw -q package', '/src', '/usr/lib/jvm'],
    ['apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*', '/', '/usr/local/go'],
    ['apk add --no-cache git', '/', '/out/app'],
    ['rm -rf /app/tests && touch /app/.built', '/app', '/app'],
    ['mkdir -p /app/tmp && chown -R app:app /app', '/app', '/app/src'],
    ['find /app -name *.map -delete', '/', '/app'],
    ['adduser app', '/', '/out/app'],
    ['cargo build --release && strip target/release/app', '/src', '/usr/share/zoneinfo'],
    ['gcc -O2 -o app main.c && strip app', '/src', '/etc/ssl/certs'],
    ['cmake -B build && cmake --build build', '/src', '/usr/share/zoneinfo'],
    ['make -j4', '/src', '/etc/ssl/certs'],
    ['jlink --add-modules java.base --output /jre', '/', '/usr/lib/locale'],
  ])('%s in %s works elsewhere than %s', (command, cwd, path) => {
    expect(certainty(`/bin/sh -c ${command}`, cwd, path)).toBeNull()
  })
})
