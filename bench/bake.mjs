/**
 * The bare bake of a definition: what anyone runs who wants these targets built, with nothing of ours. `targets` are
 * bake targets by name; what they make is an image that is neither pushed nor tagged.
 */
export function bake({ env, builder, targets, cwd }) {
  const target = Object.fromEntries(
    Object.entries(targets).map(([name, one]) => [name, { output: ['type=image,push=false'], ...one }]),
  )
  // Contexts outside of the working directory are the definition's own.
  const allow = '--allow=fs.read=*'
  const args = ['buildx', 'bake', ...builder.options, '--file', '-', '--progress=plain', allow, ...Object.keys(target)]
  return { command: 'docker', args, cwd, env, input: JSON.stringify({ target }) }
}
