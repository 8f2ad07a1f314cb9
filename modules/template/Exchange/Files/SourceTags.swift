import Kit
import TemplateSystems

/// Tags before and after what somebody writes, as the form takes them.
extension SystemFile {
  /// Those that nobody can have here are left out, and told.
  static func tags(_ pairs: [(prefix: String, suffix: String)], _ remarks: inout Remarks) -> [ProxyTag] {
    let filled = pairs.filter { !$0.prefix.isEmpty || !$0.suffix.isEmpty }
    let good = filled.map { ProxyTags(prefix: $0.prefix, suffix: $0.suffix) }.filter { $0.problem == nil }
    remarks.note(
      .dropped, "proxy tags that nobody can have here: too long, blank, in several lines, or with a \\ first",
      filled.count - good.count)
    let some = good.uniqued.prefix(AlterTags.most)
    remarks.note(
      .dropped, "proxy tags of somebody who has more than \(AlterTags.most)", good.uniqued.count - some.count)
    return some.map { ProxyTag(prefix: $0.prefix, suffix: $0.suffix) }
  }

  static func tags(_ sources: [JSON], _ remarks: inout Remarks) -> [ProxyTag] {
    tags(sources.map { ($0["prefix"]?.text ?? "", $0["suffix"]?.text ?? "") }, &remarks)
  }
}
