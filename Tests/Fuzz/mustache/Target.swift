import Templating

/// Templates from anywhere: parts of the input, split at NUL, are the templates `main`, `a`, `b` and `c`,
/// the first once more in a lower layer. They may be refused, but never crash, hang or write broken text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: start, count: count)
  let texts = input.split(separator: 0, maxSplits: 4, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  guard var library = try? library(texts) else { return 0 }
  library.limits.bytes = 64 << 10
  guard let output = try? library.render("main", [shell, page]) else { return 0 }
  precondition(String(validating: output, as: UTF8.self) != nil, "broken text")
  return 0
}

private let names = ["main", "a", "b", "c", "main"]

private func library(_ texts: [String]) throws -> Library {
  try Library(names: ["main"]) { name, below in
    let first = names.indices.first { names[$0] == name && $0 < texts.count && $0 > below ?? -1 }
    return try first.map { try Template(Source(name: name, file: name, layer: $0, text: texts[$0])) }
  }
}

private let shell: Value = ["x": "<&>\"'é", "n": Int.min, "t": true, "f": false, "h": Html("<b>"), "p": "a"]
private let page: Value = [
  "x": "", "l": [1, 2], "r": ["x": ["y": "z"] as Value, "l": [["x": "\n"] as Value] as [Value]] as Value,
]
