import Templating

/// A library of a few templates given by name, each in a file of its name.
func library(_ texts: [String: String]) throws -> Library {
  try Library(names: ["main"]) { name, below in
    guard below == nil else { return nil }
    return try texts[name].map { try Template(Source(name: name, file: name, text: $0)) }
  }
}

/// Renders `main`, with other templates that it can reach.
func rendered(
  _ main: String, _ values: Value..., with others: [String: String] = [:]
) throws -> String {
  let library = try library(others.merging(["main": main]) { $1 })
  return String(decoding: try library.render("main", values), as: UTF8.self)
}

/// What is said about a template when it is linked or rendered; nil if nothing.
func complaint(_ main: String, _ values: Value..., with others: [String: String] = [:]) -> String? {
  do {
    let library = try library(others.merging(["main": main]) { $1 })
    _ = try library.render("main", values)
    return nil
  } catch {
    return "\(error)"
  }
}
