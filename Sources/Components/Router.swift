import HTTPTypes
import Kit

/// Finds the route of a path: a tree by segments, in which a fixed segment goes before a parameter.
struct Router: Sendable {
  struct Destination: Sendable {
    let house: String
    let route: Route
  }

  enum Match {
    case found(Destination, parameters: [String: String])
    case wrongMethod(allowed: [String])
    case nothing
  }

  private final class Node: @unchecked Sendable {  // built once in init, only read afterwards
    var fixed: [Substring: Node] = [:]
    var parameter: Node?
    var destinations: [Destination] = []
  }

  private let root = Node()

  init(_ tables: [(house: String, routes: [Route])]) {
    for (house, routes) in tables {
      for route in routes { add(Destination(house: house, route: route)) }
    }
  }

  private func add(_ destination: Destination) {
    var node = root
    for segment in Self.segments(destination.route.pattern) {
      if segment.hasPrefix(":") {
        node.parameter = node.parameter ?? Node()
        node = node.parameter ?? node
      } else {
        let next = node.fixed[segment] ?? Node()
        node.fixed[segment] = next
        node = next
      }
    }
    node.destinations.append(destination)
  }

  /// HEAD is answered by GET's route. A slash at the end changes nothing.
  func match(_ method: Request.Method, _ path: String) -> Match {
    let segments = Self.segments(path)
    guard let node = Self.find(segments[...], from: root) else { return .nothing }
    let asked = method == .head ? .get : method
    guard let destination = node.destinations.first(where: { $0.route.method == asked }) else {
      return .wrongMethod(allowed: node.destinations.map(\.route.method.rawValue))
    }
    return .found(destination, parameters: Self.parameters(destination.route.pattern, segments))
  }

  private static func find(_ segments: ArraySlice<Substring>, from node: Node) -> Node? {
    guard let first = segments.first else { return node.destinations.isEmpty ? nil : node }
    if let next = node.fixed[first], let found = find(segments.dropFirst(), from: next) { return found }
    return node.parameter.flatMap { find(segments.dropFirst(), from: $0) }
  }

  private static func parameters(_ pattern: String, _ segments: [Substring]) -> [String: String] {
    guard pattern.utf8.contains(UInt8(ascii: ":")) else { return [:] }
    var parameters: [String: String] = [:]
    for (name, value) in zip(Self.segments(pattern), segments) where name.hasPrefix(":") {
      parameters[String(name.dropFirst())] = String(value)
    }
    return parameters
  }

  private static func segments(_ path: String) -> [Substring] { path.split(separator: "/") }
}
