import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

export type Files = Readonly<Record<string, string | Buffer>>

/** A real git repository in a temporary directory. */
export interface Project {
  readonly directory: string
  git(...args: string[]): Promise<string>
  write(files: Files): Promise<void>
  /** Writes, adds everything and commits; returns the commit. */
  commit(files: Files, message?: string): Promise<string>
  remove(): Promise<void>
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Author',
  GIT_AUTHOR_EMAIL: 'author@example.com',
  GIT_COMMITTER_NAME: 'Author',
  GIT_COMMITTER_EMAIL: 'author@example.com',
}

/** A repository whose branch `main` has one commit with these files. */
export async function createProject(files: Files): Promise<Project> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'project-')))
  const project: Project = {
    directory,
    async git(...args) {
      const { stdout } = await execute('git', args, { cwd: directory, env: { ...process.env, ...IDENTITY } })
      return stdout.trim()
    },
    async write(more) {
      for (const [path, content] of Object.entries(more)) {
        await mkdir(dirname(join(directory, path)), { recursive: true })
        await writeFile(join(directory, path), content)
      }
    },
    async commit(more, message = 'change') {
      await project.write(more)
      await project.git('add', '--all')
      await project.git('commit', '--quiet', '--allow-empty', '--message', message)
      return project.git('rev-parse', 'HEAD')
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
  await project.git('init', '--quiet', '--initial-branch=main')
  await project.commit(files, 'base')
  return project
}
