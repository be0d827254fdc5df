import { describe, expect, test } from '@jest/globals'
import { type SecretKind, secretScanFor } from '../../src/layer/secret-scan.js'

function scanned(path: string, text: string): SecretKind | null {
  const content = Buffer.from(text)
  const scan = secretScanFor({ path, size: content.length, executable: false })
  scan?.write(content)
  return scan?.end() ?? null
}

describe('a variable of an .env file', () => {
  test.each([
    'NPM_TOKEN=abc123',
    'AWS_SECRET_ACCESS_KEY=abc/123',
    'apikey=abc123',
    'DEPLOY_KEY=abc123',
    'SSH_KEY=abc123',
    'SECRET_KEY=django-insecure-8d7f6g5h4j3k2',
    'STRIPE_SECRET_KEY=sk_live_51H8abcdefghijkl',
    'SECRET_KEY_BASE=0123456789abcdef0123456789abcdef',
    'JWT_SECRET_KEY=abcdefghijkl',
    'APP_KEY=base64:abcdefghijklmnop',
    'RAILS_MASTER_KEY=0123456789abcdef0123456789abcdef',
    'PASSPORT_TOKEN=abc123',
  ])('holds a token: %j', (text) => {
    expect(scanned('app/.env.production', text)).toBe('a token')
  })

  test.each([
    'TOKEN_FILE=/run/secrets/token',
    'SECRET_NAME=web',
    'PASSWORD=',
    'PASSWORD=$FROM_ELSEWHERE',
    'API_TOKEN=<token>',
    'GPG_KEY=abc123',
    '# NPM_TOKEN=abc123',
    '# DATABASE_URL=postgres://app:s3cr3tpw@db/app',
    'PASSWORD=\nDEBUG=enabled',
    'NEXT_PUBLIC_API_KEY=abc123',
    'VITE_MAPS_API_KEY=abc123',
    'REQUIRE_PASSWORD=true',
    'SECRET_KEY=change-me',
    'SECRET_KEY="changeme"',
    'APP_KEY=',
    'PUSHER_APP_KEY=abc123',
    'COMPASS=north',
    'DB_PASS=<password>',
    'API_KEY=xxxx',
    'API_KEY=op://vault/item/field',
    'DATABASE_URL=postgres://app:${DB_PASS}@db/app',
    'DATABASE_URL=postgres://user:password@db/app',
    'DATABASE_URL=postgres://postgres:postgres@db/app',
    'DATABASE_URL=postgres://db/app',
  ])('holds none: %j', (text) => {
    expect(scanned('app/.env', text)).toBeNull()
  })

  test.each([
    'DATABASE_URL=postgres://app:s3cr3tpw@db/app',
    'export REDIS="redis://:s3cr3tpw@cache:6379/0"',
    'DEBUG=1\n  export DB_PASSWORD = "hunter2"',
    'DBPASSWORD=hunter2',
    'DB_PASS=s3cr3tpw',
    'pgpasswd=s3cr3tpw',
  ])('holds a password: %j', (text) => {
    expect(scanned('app/.env', text)).toBe('a password')
  })

  test.each(['.env.example', '.env.sample', '.env.template', '.env.dist', '.env.local.example'])(
    'is looked for in no %s',
    (name) => expect(scanned(`app/${name}`, 'NPM_TOKEN=abc123\nA=b://c:s3cr3tpw@d')).toBeNull(),
  )
})

describe('a file of credentials', () => {
  test.each<[string, string, SecretKind]>([
    ['root/.cargo/credentials.toml', '[registry]\ntoken = "cioABCDEFGHIJKLMNOP"\n', 'a registry token'],
    ['usr/local/cargo/credentials', '[registries.a]\ntoken = "abcdefgh"\n', 'a registry token'],
    ['root/.composer/auth.json', '{"github-oauth":{"github.com":"ghp_abcdefgh"}}', 'a registry token'],
    [
      'app/auth.json',
      '{"http-basic": {"repo.example.org": {"username": "me", "password": "hunter2"}}}',
      'a registry token',
    ],
    ['run/containers/0/auth.json', '{"auths":{"quay.io":{"auth":"abcdefgh"}}}', 'a registry token'],
    ['root/.m2/settings.xml', '<server><password>hunter2222</password></server>', 'a password'],
    ['etc/pip.conf', '[global]\nindex-url = https://me:hunter2222@pypi.example/simple\n', 'a password'],
    ['root/.config/pip/pip.conf', '[global]\nextra-index-url =\n  https://me:hunter2@a.example/s\n', 'a password'],
    [
      'root/.config/gcloud/application_default_credentials.json',
      '{"client_secret":"d-FL95Q19q7MQmFpd7hHD0Ty","refresh_token":"1//0abcdefgh","type":"authorized_user"}',
      'a token',
    ],
    ['root/.aws/config', '[default]\naws_secret_access_key = abcdefghijkl\n', 'an access key'],
    ['root/.bundle/config', '---\nBUNDLE_GEMS__CONTRIBSYS__COM: "abcdef:123456"\n', 'credentials of a repository'],
    ['usr/local/bundle/config', '---\nBUNDLE_GEM__FURY__IO: "abcdef123456"\n', 'credentials of a repository'],
    ['app/config/master.key', '0123456789abcdef0123456789abcdef', 'an encryption key'],
    ['etc/tls/server.key', '-----BEGIN PRIVATE KEY-----\nabc\n', 'a private key'],
  ])('%s holds %s: %s', (path, text, kind) => {
    expect(scanned(path, text)).toBe(kind)
  })

  test.each([
    ['root/.cargo/credentials.toml', '[registry]\n# token = "abcdefgh"\n'],
    ['app/auth.json', '{"http-basic":{"repo.example.org":{"username":"your-name","password":"your-password"}}}'],
    ['app/auth.json', '{"github-oauth":{}}'],
    ['app/auth.json', '{"password": "a field of somebody’s"}'],
    ['root/.m2/settings.xml', '<!-- <server><password>repopwd</password></server> -->'],
    ['root/.m2/settings.xml', '<password>${env.REPO_PASSWORD}</password>'],
    ['root/.m2/settings.xml', '<password>{jSMOWnoPFgsHVpMvz5VrIt5kRbzGpI8u}</password>'],
    ['etc/pip.conf', '[global]\nindex-url = https://pypi.example/simple\n# https://me:hunter2@pypi.example\n'],
    ['etc/pip.conf', '[global]\nindex-url = https://${USER}:${PASSWORD}@pypi.example/simple\n'],
    ['root/.config/gcloud/application_default_credentials.json', '{"type":"external_account"}'],
    ['root/.aws/config', '[default]\nregion = eu-central-1\n'],
    ['root/.bundle/config', '---\nBUNDLE_BUILD__NOKOGIRI: "--use-system-libraries"\nBUNDLE_PATH: "vendor/bundle"\n'],
    [
      'root/.bundle/config',
      'BUNDLE_MIRROR__HTTPS://RUBYGEMS__ORG/: "https://gems.example"\nBUNDLE_GEM__TEST: "rspec"\n',
    ],
    ['usr/share/keyrings/a.key', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n'],
  ])('%s holds none: %s', (path, text) => {
    expect(scanned(path, text)).toBeNull()
  })
})

describe('a private key', () => {
  test.each([
    'usr/local/cargo/registry/src/index.crates.io-6f17d22bba15001f/rustls-0.21.0/tests/certs/server.key',
    'usr/local/lib/python3.12/test/certdata/ssl_key.pem',
    'root/.pyenv/versions/3.12.0/lib/python3.12/test/keycert.pem',
    'var/www/html/vendor/lcobucci/jwt/test/_keys/rsa/private.key',
    'app/vendor/golang.org/x/crypto/ssh/test/server.pem',
    'root/.m2/repository/x/y/test.pem',
    'usr/share/perl5/Net/x/test.key',
    'app/deps/cowboy/examples/ssl_hello_world/priv/ssl/server.key',
  ])('that others test with is none: %s', (path) => {
    expect(scanned(path, '-----BEGIN PRIVATE KEY-----\nabc\n')).toBeNull()
  })

  test.each(['app/vendor/keys/server.key', 'srv/deps/server.key', 'app/tls/test.example.key', 'opt/lib/server.pem'])(
    'of the user’s own is one: %s',
    (path) => expect(scanned(path, '-----BEGIN PRIVATE KEY-----\nabc\n')).toBe('a private key'),
  )
})
