import ArgumentParser
import Components
import HTTPTypes
import Kit

struct Routes: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Prints the table of every house.")

  func run() throws {
    let rows = try openSite().table.map { entry in
      [
        entry.route.method.rawValue, entry.route.pattern,
        entry.route.access.words + (entry.route.confirmed ? ", confirmed" : ""),
        entry.house.isEmpty ? "(the site)" : entry.house,
      ]
    }
    try tell(table(rows))
  }
}

extension Access {
  fileprivate var words: String {
    switch self {
    case .everyone: "everyone"
    case .members: "members"
    case .needs(let permission): "needs \(permission)"
    }
  }
}
