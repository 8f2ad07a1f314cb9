import HTTPTypes
import Kit

/// Finds the route of a path: a tree by segments, in which a fixed segment goes before a parameter.
struct Router: Sendable {
  struct Destination: Sendable {
    let house: String
    let route: Route
    /// Where in the path its parameters stand, and how they are called.
    let parameters: [(place: Int, name: String)]
    private let segments: [Substring]

    init(house: String, route: Route) {
      (self.house, self.route) = (house, route)
      segments = Router.segments(route.pattern)
      parameters = segments.enumerated().filter { $1.hasPrefix(":") }
        .map { ($0, String($1.dropFirst())) }
    }

    /// The path as logs may have it: of what fills a parameter, numbers alone.
    func loggedPath(_ values: [String: String]) -> String {
      guard !parameters.isEmpty else { return route.pattern }
      return segments.reduce(into: "") { path, segment in
        let value = segment.hasPrefix(":") ? values[String(segment.dropFirst())] ?? "" : String(segment)
        path += !segment.hasPrefix(":") || Router.isNumber(value) ? "/\(value)" : "/..."
      }
    }
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
    let parameters = destination.parameters.map { ($0.name, String(segments[$0.place])) }
    return .found(destination, parameters: Dictionary(uniqueKeysWithValues: parameters))
  }

  private static func find(_ segments: ArraySlice<Substring>, from node: Node) -> Node? {
    guard let first = segments.first else { return node.destinations.isEmpty ? nil : node }
    if let next = node.fixed[first], let found = find(segments.dropFirst(), from: next) { return found }
    return node.parameter.flatMap { find(segments.dropFirst(), from: $0) }
  }

  private static func isNumber(_ text: String) -> Bool {
    (1...19).contains(text.utf8.count)
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func segments(_ path: String) -> [Substring] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
  }
}
