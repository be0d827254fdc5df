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
    'DEBUG=1\n  export DB_PASSWORD = "hunter2"',
    'DBPASSWORD=hunter2',
    'AWS_SECRET_ACCESS_KEY=abc/123',
    'apikey=abc123',
    'DEPLOY_KEY=abc123',
    'SSH_KEY=abc123',
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
  ])('holds none: %j', (text) => {
    expect(scanned('app/.env', text)).toBeNull()
  })

  test('is looked for in no example', () => {
    expect(scanned('app/.env.example', 'NPM_TOKEN=abc123')).toBeNull()
  })
})
