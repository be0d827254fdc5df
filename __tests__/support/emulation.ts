import { execFile } from 'node:child_process'
import { access, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const execute = promisify(execFile)

const PLACE = '/proc/sys/fs/binfmt_misc'
const NAME = 'size-gate-test-aarch64'
/** ELF, 64 bits, little endian, of type EXEC or DYN, for AArch64. */
const MAGIC = String.raw`\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00`
const MASK = String.raw`\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff`

/** Lets the kernel run programs for arm64 until the returned function is called, which leaves it as it was. */
export async function registerEmulator(qemu: string): Promise<() => Promise<void>> {
  const mounted = await isThere(`${PLACE}/register`)
  if (!mounted) await execute('mount', ['-t', 'binfmt_misc', 'binfmt_misc', PLACE])
  const unmount = async (): Promise<void> => {
    if (!mounted) await execute('umount', [PLACE])
  }
  try {
    // F: the emulator is opened now, so that containers, which do not have it, can use it.
    await writeFile(`${PLACE}/register`, `:${NAME}:M::${MAGIC}:${MASK}:${qemu}:F`)
  } catch (error) {
    await unmount()
    throw new Error(`no emulator can be registered in ${PLACE}; that takes root and a kernel with binfmt_misc`, {
      cause: error,
    })
  }
  return async () => {
    await writeFile(`${PLACE}/${NAME}`, '-1')
    await unmount()
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
