import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { has } from './go-program.js'

/** Runs one of rpm's commands and returns what it prints. */
export type Rpm = (command: 'rpm' | 'rpmbuild' | 'rpmdb', ...args: readonly string[]) => string

/** What rpm needs of Debian 12; the C library and compressors are there on any machine that has apt. */
const DEBS =
  'rpm rpm-common librpm9 librpmio9 librpmbuild9 librpmsign9 liblua5.3-0 libpopt0 libfsverity0 debugedit libsqlite3-0 ' +
  'libmagic1 libmagic-mgc libaudit1 libdbus-1-3 libgomp1 libdw1 libelf1'

/** The machine's own rpm, or Debian's unpacked into a cache; undefined where there is neither. */
export function rpmTools(): Rpm | undefined {
  if (has('rpm', '--version') && has('rpmbuild', '--version')) return (command, ...args) => run(command, args)
  const { SIZE_GATE_CACHE, XDG_CACHE_HOME } = process.env
  const root = join(SIZE_GATE_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'size-gate'), 'rpm-tools')
  if (!existsSync(root) && !unpack(root)) return undefined
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: readdirSync(join(root, 'usr/lib'))
      .filter((name) => name.endsWith('-linux-gnu'))
      .map((name) => join(root, 'usr/lib', name))
      .join(':'),
    RPM_CONFIGDIR: join(root, 'usr/lib/rpm'),
  }
  return (command, ...args) => run(join(root, 'usr/bin', command), args, env)
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env, maxBuffer: 2 ** 26 })
}

function unpack(root: string): boolean {
  mkdirSync(join(root, '..'), { recursive: true })
  const work = mkdtempSync(`${root}-`)
  try {
    execFileSync('apt-get', ['download', ...DEBS.split(' ')], { cwd: work, stdio: 'ignore', timeout: 60_000 })
    const files = readdirSync(work).filter((name) => name.endsWith('.deb'))
    for (const file of files) execFileSync('dpkg-deb', ['-x', file, 'root'], { cwd: work })
    renameSync(join(work, 'root'), root)
    return true
  } catch {
    return existsSync(root)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

export interface BuiltPackage {
  readonly name: string
  readonly epoch?: number
  readonly version: string
  /** Bytes of its one file. */
  readonly size: number
  readonly description?: string
}

/** Builds packages of one file each and installs them into a database of their own; returns its path. */
export function rpmDatabaseOf(rpm: Rpm, directory: string, packages: readonly BuiltPackage[]): string {
  const database = join(directory, 'database')
  const defines = { _topdir: join(directory, 'top'), _rpmdir: join(directory, 'rpms'), _db_backend: 'sqlite' }
  const flags = Object.entries(defines).flatMap(([name, value]) => ['--define', `${name} ${value}`])
  const spec = join(directory, 'test.spec')
  writeFileSync(
    spec,
    'Name: source\nVersion: 1\nRelease: 1.el9\nSummary: x\nLicense: MIT\nBuildArch: noarch\n%description\nx\n' +
      packages.map(section).join('') +
      `%install\nmkdir -p %{buildroot}/opt\n${packages.map(({ name, size }) => `head -c ${size} /dev/zero > %{buildroot}/opt/${name}\n`).join('')}` +
      packages.map(({ name }) => `%files -n ${name}\n/opt/${name}\n`).join(''),
  )
  rpm('rpmbuild', ...flags, '-bb', spec)
  const files = readdirSync(join(directory, 'rpms/noarch')).map((name) => join(directory, 'rpms/noarch', name))
  rpm('rpmdb', ...flags, '--dbpath', database, '--initdb')
  rpm('rpm', ...flags, '--dbpath', database, '-i', '--justdb', '--nodeps', '--nosignature', ...files)
  return join(database, 'rpmdb.sqlite')
}

function section({ name, epoch, version, description }: BuiltPackage): string {
  const own = epoch === undefined ? '' : `Epoch: ${epoch}\n`
  return `%package -n ${name}\nSummary: x\nVersion: ${version}\n${own}%description -n ${name}\n${description ?? 'x'}\n`
}
