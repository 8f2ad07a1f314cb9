import GRDB
import Kit
import Templating

/// What the faces ask of the site's system. Who fronts and who sees it is decided there: here it is a `Cast`.
package protocol FrontSource: Sendable {
  /// The permission to change faces.
  var managing: String { get }

  /// Takes up what was edited by hand, where no thread does.
  func follow(_ request: Request)
  /// As the viewer of a request may see it.
  func cast(for request: Request) throws -> Cast
  /// As everybody may see it.
  func cast() throws -> Cast
  /// The face that the first of an account's own fronters gave themselves.
  func ownFace(of account: Int64, _ db: Database) throws -> String?

  /// The words of all who are in the system.
  func slugs() throws -> [String]
  /// The number of somebody who is or was in the system, which names nobody.
  func number(of slug: String) throws -> Int64?
  /// What the page of faces says of the system; looks at its file first.
  func news(for request: Request) throws -> SystemNews

  /// Whether everybody may choose a face for themselves.
  func open(_ face: String, _ isOpen: Bool, by request: Request) throws
  /// What a house wears instead of following the front; nil: it follows, "": the neutral face.
  func dress(_ house: String, in face: String?, by request: Request) throws
  /// A face was made anew: all workers look at the files, and open pages are told. `before` says the ids of the
  /// faces that somebody had.
  func noteFaces(before: @escaping @Sendable (Cast) -> [String: String], _ db: Database) throws
}

/// Who fronts, as somebody who looks at the site may see it: all that a face is made of beside its files.
package struct Cast: Sendable {
  /// Keeps the ids and addresses of faces from being guessed.
  let salt: String
  /// Several who front wear the face called `together`; else the first one's.
  let wearsTogether: Bool
  /// How often a face was published or taken back: whoever sees another number looks at the files at once.
  let publications: Int
  /// Faces that everybody may choose.
  let openFaces: Set<String>
  /// What houses wear that don't follow the front; "" for the neutral face.
  let houseFaces: [String: String]
  /// Who is seen fronting; the first one gives the face.
  let seen: [Wearer]
  /// Whom they may know of; asked once for all who share a `circle`.
  let known: @Sendable () -> [Wearer]
  /// Equal for those who may know of the same people.
  let circle: Circle

  package struct Circle: Sendable, Hashable {
    private let roster: Int
    private let standing: Int
    private let lists: Set<Int64>

    /// `roster` differs when somebody in the system does, or who may know of them; `standing` and `lists` are what
    /// somebody is to its owner.
    package init(roster: Int, standing: Int, lists: Set<Int64>) {
      (self.roster, self.standing, self.lists) = (roster, standing, lists)
    }

    func isOfSameRoster(as other: Circle) -> Bool { roster == other.roster }
  }

  package init(
    salt: String, wearsTogether: Bool, publications: Int, openFaces: Set<String>,
    houseFaces: [String: String], seen: [Wearer], known: @escaping @Sendable () -> [Wearer], circle: Circle
  ) {
    (self.salt, self.wearsTogether, self.publications) = (salt, wearsTogether, publications)
    (self.openFaces, self.houseFaces) = (openFaces, houseFaces)
    (self.seen, self.known, self.circle) = (seen, known, circle)
  }
}

/// Somebody of the system, as far as their face shows them.
package struct Wearer: Sendable, Hashable {
  /// Names their folder; never shown to others.
  let slug: String
  let name: String
  let pronouns: String
  /// `rrggbb`, or empty.
  let color: String
  /// A custom front such as “Asleep” is counted as nobody.
  let isPerson: Bool

  package init(slug: String, name: String, pronouns: String, color: String, isPerson: Bool) {
    (self.slug, self.name, self.pronouns, self.color) = (slug, name, pronouns, color)
    self.isPerson = isPerson
  }
}

extension Wearer: Renderable {
  /// A speaker, as the site's templates know it.
  package var value: Value { Speaker(name: name, handle: "", pronouns: pronouns, color: color).value }
}

/// What the page of faces says of the system.
package struct SystemNews {
  /// The word of whoever fronts first, whoever may know.
  let fronting: String?
  /// Whoever may not see all who front sees the others.
  let showsPartly: Bool
  let file: AltersFileState

  /// How the system's file fares.
  package struct AltersFileState {
    let problems: [Value]
    let isRefused: Bool
    /// There is nothing to mend in it.
    let isFine: Bool
    let path: String
    let conflicts: [String]

    package init(problems: [Value], isRefused: Bool, isFine: Bool, path: String, conflicts: [String]) {
      (self.problems, self.isRefused, self.isFine) = (problems, isRefused, isFine)
      (self.path, self.conflicts) = (path, conflicts)
    }
  }

  package init(fronting: String?, showsPartly: Bool, file: AltersFileState) {
    (self.fronting, self.showsPartly, self.file) = (fronting, showsPartly, file)
  }
}
