/** What compares all that an engine has before a run with all that it has after it. */
const ALONE = ['act', 'users-things'].map((name) => `<rootDir>/__tests__/engine/${name}.test.ts`)

/** Three projects: `unit` needs no Docker engine, `engine` talks to real ones, and `alone` to those that nobody else uses. */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }] },
}

export default {
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/__tests__/engine/'],
    },
    {
      ...shared,
      displayName: 'engine',
      testMatch: ['<rootDir>/__tests__/engine/**/*.test.ts'],
      testPathIgnorePatterns: ALONE,
    },
    {
      ...shared,
      displayName: 'alone',
      testMatch: ALONE,
    },
  ],
}
