import { isShipped, stageCount } from '../dockerfile/index.js'
import type { Source } from '../request/source.js'
import { visible } from './escape.js'
import { count } from './figures.js'

/** What `size-gate check` found: each image with its targets; nothing was built. */
export function checkText({ images }: Source): string {
  const lines = images.flatMap(({ request, graph, targets }) => [
    `${visible(request.name)}: ${visible(request.dockerfile)}, ${count(graph.stages.length, 'stage')}`,
    ...targets.map((index) => {
      const { used } = stageCount(graph, index)
      const kind = isShipped(graph, index) ? 'shipped' : 'intermediate'
      return `  ${visible(graph.stages[index]?.target ?? '')}  ${kind}, ${count(used, 'stage')} used`
    }),
  ])
  return `${lines.join('\n')}\n`
}
