import { describe, expect, it } from '@jest/globals'
import { developmentAdvice } from '../../src/findings/advice/development-advice.js'
import type { LayerOwner } from '../../src/image/measurement.js'

function ownerOf(text: string): LayerOwner {
  return { origin: 'own', text, stage: null, lines: { start: 3, end: 3 }, source: null }
}

const WHAT = 'The lock file lists these packages for development only.'

describe('advice on development packages', () => {
  it.each([
    ['npm', 'RUN npm config set fund false && npm ci', 'npm ci --omit=dev'],
    ['npm', 'RUN npm --quiet i', 'npm --quiet i --omit=dev'],
    ['pnpm', 'RUN corepack enable && pnpm install --frozen-lockfile', 'pnpm install --frozen-lockfile --prod'],
    [
      'yarn',
      'RUN yarn config set x y && yarn install --frozen-lockfile && yarn build',
      'yarn install --frozen-lockfile --production',
    ],
    ['yarn', 'RUN yarn', 'yarn --production'],
    ['yarn', 'RUN --mount=type=cache,target=/c yarn --frozen-lockfile', 'yarn --frozen-lockfile --production'],
    ['yarn-berry', 'RUN corepack yarn install --immutable', 'yarn workspaces focus --all --production'],
    ['composer', 'RUN composer install', 'composer install --no-dev'],
    ['pipenv', 'RUN pip install pipenv && pipenv install --dev --system', 'pipenv install --system --deploy'],
    ['pipenv', 'RUN pipenv install -d --deploy', 'pipenv install --deploy'],
    ['pipenv', 'RUN pipenv sync --dev', 'pipenv sync'],
    [
      'poetry',
      'RUN poetry config virtualenvs.create false && poetry install --no-root',
      'poetry install --no-root --only main',
    ],
    ['poetry', 'RUN poetry install --with dev,test --no-root', 'poetry install --no-root --only main'],
    ['uv', 'RUN uv venv && uv sync --frozen', 'uv sync --frozen --no-dev'],
    ['uv', 'RUN uv sync --all-groups --locked', 'uv sync --locked --no-dev'],
    ['uv', 'RUN uv sync --group test --dev', 'uv sync --no-dev'],
  ] as const)('of %s names the command of its own: %s', (by, text, command) => {
    expect(developmentAdvice(ownerOf(text), by)).toBe(`${WHAT} Install without them: \`${command}\`.`)
  })

  it.each([
    ['npm', 'COPY . .', 'npm ci --omit=dev', 'npm prune --omit=dev'],
    ['yarn', 'RUN npm ci', 'yarn install --production', 'yarn install --production'],
    ['poetry', 'COPY --from=build /venv /venv', 'poetry install --only main', 'poetry sync --only main'],
    ['uv', 'RUN ["uv", "sync"]', 'uv sync --no-dev', 'uv sync --no-dev'],
    ['uv', 'RUN make', 'uv sync --no-dev', 'uv sync --no-dev'],
  ] as const)('of %s is what to copy instead, where %s brought them', (by, text, install, prune) => {
    const advice = developmentAdvice(ownerOf(text), by)
    expect(advice).toContain(`installed without them (\`${install}`)
    expect(advice).toContain(`before it is copied (\`${prune}`)
  })
})
