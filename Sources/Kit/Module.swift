import GRDB
import Templating

/// What every house is. A house is one folder in `modules/`: its logic, routes, templates, static files and
/// data. It imports Kit and Templating, and never a neighbour.
public protocol Module: Sendable {
  /// One word: the folder in `modules/`, the name in the registry, the key of its CSS and JavaScript.
  static var name: String { get }
  /// What people call it.
  static var title: String { get }
  /// What it is for, in one sentence.
  static var summary: String { get }
  /// The paths it answers below; the longest prefix of all houses wins.
  static var prefixes: [String] { get }
  /// A required house cannot be disabled.
  static var isRequired: Bool { get }
  /// The tables it keeps in app.db, oldest first. Append only.
  static var migrations: [Migration] { get }
  /// Its forms that carry files.
  static var largeForms: [LargeForm] { get }
  /// What may be granted to roles.
  static var permissions: [Permission] { get }

  /// Opens the house: its private files, its statements. Called once a process.
  init(_ house: House) throws

  /// The whole table, access on each line.
  var routes: [Route] { get }
  /// Its places in which permissions may differ.
  var places: [ScopeKind] { get }
  /// Where the house stands in the site's navigation.
  var navigation: [NavigationItem] { get }
  /// Its part of the front page, for this viewer.
  func home(_ request: Request) throws -> HomeSection?
  /// Work it does in the background, in `rowhouse-jobs`.
  var jobs: [Job] { get }
  /// Its numbers on the dashboard of the control room.
  func figures() throws -> [Figure]
  /// Its pages that a face is tried on, as far as this viewer may see any.
  func specimens(for viewer: Viewer) throws -> [Specimen]

  /// All that it keeps of an account, for the person themselves. A house that keeps nothing says so.
  func export(_ account: Int64) throws -> [PersonalFile]
  /// Forgets an account. What others see of it, such as posts, stays under a name that says nothing or goes
  /// as well. May be asked again when it was interrupted. There is no default, nor is there one of `export`: a house
  /// that forgot them would keep what it should give out and erase.
  func erase(_ account: Int64, keepingPosts: Bool, now: Moment) throws

  /// An account blocks another one, in this transaction: what made them close in this house ends with it.
  func block(_ blocked: Int64, by account: Int64, _ db: Database) throws

  /// Hides everything that an account posted here; answers with how much it was. Doing it twice hides no more.
  func removeEverything(by account: Int64, at now: Moment) throws -> Int
  /// Brings back what `removeEverything` hid, and nothing else.
  func restoreEverything(by account: Int64, at now: Moment) throws -> Int
  /// Whether two accounts have been in one conversation here.
  func haveMet(_ one: Int64, _ other: Int64) throws -> Bool
}

extension Module {
  public static var isRequired: Bool { false }
  public static var migrations: [Migration] { [] }
  public static var largeForms: [LargeForm] { [] }
  public static var permissions: [Permission] { [] }
  public var places: [ScopeKind] { [] }
  public var navigation: [NavigationItem] { [] }
  public func home(_ request: Request) throws -> HomeSection? { nil }
  public var jobs: [Job] { [] }
  public func figures() throws -> [Figure] { [] }
  public func specimens(for viewer: Viewer) throws -> [Specimen] { [] }
  public func block(_ blocked: Int64, by account: Int64, _ db: Database) throws {}
  public func removeEverything(by account: Int64, at now: Moment) throws -> Int { 0 }
  public func restoreEverything(by account: Int64, at now: Moment) throws -> Int { 0 }
  public func haveMet(_ one: Int64, _ other: Int64) throws -> Bool { false }
}

/// A link in the site's navigation, or in the control room's if it leads below `/admin`. Shown to viewers
/// who hold `permission`.
public struct NavigationItem: Sendable {
  public let title: String
  public let href: String
  public let permission: String?
  /// A glyph of `static/icons.svg`; the house's own where there is none.
  public let icon: String?
  public let isInControlRoom: Bool

  public init(_ title: String, _ href: String, icon: String? = nil, needs permission: String? = nil) {
    self.title = title
    self.href = href
    self.icon = icon
    self.permission = permission
    isInControlRoom = href.hasPrefix("/admin")
  }
}

/// A house's part of the front page: one of its templates with data.
public struct HomeSection: Sendable {
  public let template: String
  public let data: Value

  public init(_ template: String, _ data: Value) {
    self.template = template
    self.data = data
  }
}

/// A number on the dashboard.
public struct Figure: Sendable {
  public let title: String
  public let value: Int
  public let href: String?

  public init(_ title: String, _ value: Int, href: String? = nil) {
    self.title = title
    self.value = value
    self.href = href
  }
}
