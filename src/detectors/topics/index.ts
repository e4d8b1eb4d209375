/** Operators' blocklists: keywords, whole words and patterns, found however they are spelt. */
export { compileTopics, type TopicSet } from './compile.js'
export { findTopics, findTopicsInSlices, type TopicFinding } from './find-topics.js'
export type { Topic, TopicKind } from './topic.js'
