import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Runs one of rpm's commands and returns what it prints. */
export function rpm(command: 'rpm' | 'rpmbuild' | 'rpmdb', ...args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 26 })
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
export function rpmDatabaseOf(directory: string, packages: readonly BuiltPackage[]): string {
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
