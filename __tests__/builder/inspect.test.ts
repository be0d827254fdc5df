import { describe, expect, test } from '@jest/globals'
import { readInspect } from '../../src/builder/inspect.js'

/** What `docker buildx inspect` (0.29.1) printed of real builders, shortened. */
const NODES = `Name:          nodes
Driver:        remote
Last Activity: 2026-11-21 06:30:20 +0000 UTC

Nodes:
Name:             nodes0
Endpoint:         unix:///run/one.sock
Status:           running
BuildKit version: v0.33.1
Platforms:        linux/amd64, linux/amd64/v2, linux/386
Labels:
 org.mobyproject.buildkit.worker.snapshotter:      overlayfs
GC Policy rule#0:
 All:            false

Name:           nodes1
Endpoint:       tcp://127.0.0.1:23024
Driver Options: cacert="/tls/ca.pem" servername="localhost"
Status:         inactive
Platforms:      linux/riscv64*
`
const CLASSIC = `Name:          default
Driver:        docker
Last Activity: 2026-11-21 06:38:19 +0000 UTC

Nodes:
Name:             default
Endpoint:         default
Status:           running
BuildKit version: v0.0.0+unknown
Platforms:        linux/amd64, linux/386
Labels:
 org.mobyproject.buildkit.worker.moby.host-gateway-ip: 10.214.77.1
`
const OLD = `Name:          old
Driver:        remote

Nodes:
Name:      old0
Endpoint:  unix:///run/old.sock
Status:    running
Platforms: linux/amd64
`
const NO_ENGINE = `Name:          default
Driver:        docker
Last Activity: 2026-11-21 06:38:19 +0000 UTC

Nodes:
Name:     default
Endpoint: default
Error:    Cannot connect to the Docker daemon at unix:///nowhere. Is the docker daemon running?
`

describe('what buildx shows of a builder', () => {
  test('several nodes, one of which does not run', () => {
    const { driver, nodes } = readInspect(NODES)
    expect(driver).toBe('remote')
    expect(nodes).toEqual([
      {
        endpoint: 'unix:///run/one.sock',
        options: '',
        buildkit: '0.33.1',
        tellsVersion: true,
        isRunning: true,
        platforms: ['linux/amd64', 'linux/amd64/v2', 'linux/386'],
        own: [],
        hasSnapshotter: true,
        error: null,
      },
      {
        endpoint: 'tcp://127.0.0.1:23024',
        options: 'cacert="/tls/ca.pem" servername="localhost"',
        buildkit: null,
        tellsVersion: false,
        isRunning: false,
        platforms: ['linux/riscv64'],
        own: ['linux/riscv64'],
        hasSnapshotter: false,
        error: null,
      },
    ])
  })

  test('a version that is not known is not one that is not told', () => {
    expect(readInspect(CLASSIC).nodes[0]).toMatchObject({ buildkit: null, tellsVersion: true, hasSnapshotter: false })
    expect(readInspect(OLD).nodes[0]).toMatchObject({ buildkit: null, tellsVersion: false, isRunning: true })
  })

  test('no engine', () => {
    const { nodes } = readInspect(NO_ENGINE)
    expect(nodes).toHaveLength(1)
    expect(nodes[0]).toMatchObject({ isRunning: false, error: expect.stringContaining('Cannot connect') })
  })

  test('nothing at all', () => {
    expect(readInspect('').nodes[0]).toMatchObject({ endpoint: 'default', isRunning: false, platforms: [] })
  })
})
