import GRDB
import Kit
import Templating

/// The control room and the front doors: accounts and sign-in, roles and what they may do, the audit log,
/// houses on and off, the log files.
public struct AdminModule: Module {
  public static let name = "admin"
  public static let title = "Control room"
  public static let summary = "Accounts, roles, the audit log, and everything that keeps the street running."
  public static let prefixes = ["/admin", "/account", "/sign-in", "/sign-up", "/sign-out", "/setup"]
  public static let isRequired = true

  public static let permissions = [
    Permission("admin.enter", "Enter the control room", .admins),
    Permission("admin.modules", "Open and close houses", .admins),
    Permission(
      "admin.moderate", "See accounts, suspend and silence them, remove what they posted", .moderators),
    Permission("admin.users", "Change the roles of accounts, end their sessions", .admins),
    Permission("admin.act-as", "Look at the site as somebody else", .admins),
    Permission("admin.permissions", "Change what each role may do", .admins),
    Permission("admin.audit", "Read the audit log", .admins),
    Permission("admin.logs", "Read the log files", .admins),
  ]

  let house: House
  let passwords: Passwords
  let throttle: Throttle
  public let authentication: Authentication
  public let auditLog = AuditLog()

  public init(_ house: House) throws { try self.init(house, passwords: Passwords()) }

  /// Tests and sample sites may take cheaper passwords.
  public init(_ house: House, passwords: Passwords) throws {
    self.house = house
    self.passwords = passwords
    throttle = Throttle(limits: try house.open("limits.db", Self.limitMigrations))
    authentication = Authentication(
      app: house.app, passwords: passwords, isSecure: house.settings.isSecure, log: house.log)
  }

  public var routes: [Route] {
    [
      .get("/setup/:token", .everyone, setupShow),
      .post("/setup/:token", .everyone, limit: Self.smallForm, setupFinish),
      .get("/sign-up", .everyone, signUpShow),
      .post("/sign-up", .everyone, limit: Self.smallForm, signUp),
      .get("/sign-in", .everyone, signInShow),
      .post("/sign-in", .everyone, limit: Self.smallForm, signIn),
      .post("/sign-out", .everyone, limit: Self.smallForm, signOut),

      .get("/account", .members, accountShow),
      .post("/account/password", .members, limit: Self.smallForm, passwordChange),
      .get("/account/sessions", .members, sessionList),
      .post("/account/sessions/end-others", .members, limit: Self.smallForm, sessionsEndOthers),
      .post("/account/sessions/end-all", .members, limit: Self.smallForm, sessionsEndAll),
      .post("/account/sessions/:id/end", .members, limit: Self.smallForm, sessionEnd),
      .get("/account/blocked", .members, blockedShow),
      .post("/account/blocked", .members, limit: Self.smallForm, blockAdd),
      .post("/account/blocked/:id/remove", .members, limit: Self.smallForm, blockRemove),
      .post("/account/reach", .members, limit: Self.smallForm, reachChange),
      .get("/account/acting/raise", .members, actingRaiseAsk),
      .post("/account/acting/raise", .members, limit: Self.smallForm, actingRaise),
      .post("/account/acting/end", .members, limit: Self.smallForm, actingEnd),

      .get("/admin", .needs("admin.enter"), dashboardShow),
      .get("/admin/modules", .needs("admin.modules"), moduleList),
      .post("/admin/modules/:name", .needs("admin.modules"), limit: Self.smallForm, moduleSwitch),
      .get("/admin/users", .needs("admin.moderate"), userList),
      .get("/admin/users/:id", .needs("admin.moderate"), userShow),
      .post("/admin/users/:id/suspend", .needs("admin.moderate"), limit: Self.smallForm) {
        try sanctionPut(.suspended, $0)
      },
      .post("/admin/users/:id/silence", .needs("admin.moderate"), limit: Self.smallForm) {
        try sanctionPut(.silenced, $0)
      },
      .post("/admin/users/:id/unsuspend", .needs("admin.moderate"), limit: Self.smallForm) {
        try sanctionLift(.suspended, $0)
      },
      .post("/admin/users/:id/unsilence", .needs("admin.moderate"), limit: Self.smallForm) {
        try sanctionLift(.silenced, $0)
      },
      .post("/admin/users/:id/remove-posts", .needs("admin.moderate"), limit: Self.smallForm, tracesRemove),
      .post("/admin/users/:id/restore-posts", .needs("admin.moderate"), limit: Self.smallForm, tracesRestore),
      .post("/admin/users/:id/notes", .needs("admin.moderate"), limit: Self.smallForm, noteWrite),
      .post("/admin/users/:id/act-as", .needs("admin.act-as"), limit: Self.smallForm, actingBegin),
      .post("/admin/users/:id/role", .needs("admin.users"), limit: Self.smallForm, roleChange),
      .post("/admin/users/:id/sign-out", .needs("admin.users"), limit: Self.smallForm, userSignOut),
      .get("/admin/permissions", .needs("admin.permissions"), permissionsShow),
      .post("/admin/permissions", .needs("admin.permissions"), permissionsChange),
      .get("/admin/audit", .needs("admin.audit"), auditShow),
      .get("/admin/logs", .needs("admin.logs"), logList),
      .get("/admin/logs/:name/raw", .needs("admin.logs"), logRaw),
    ]
  }

  public var navigation: [NavigationItem] {
    [
      NavigationItem("Overview", "/admin/", icon: "chart", needs: "admin.enter"),
      NavigationItem("Houses", "/admin/modules", icon: "home", needs: "admin.modules"),
      NavigationItem("Accounts", "/admin/users", icon: "people", needs: "admin.moderate"),
      NavigationItem("Permissions", "/admin/permissions", icon: "key", needs: "admin.permissions"),
      NavigationItem("Audit log", "/admin/audit", icon: "eye", needs: "admin.audit"),
      NavigationItem("Log files", "/admin/logs", icon: "log", needs: "admin.logs"),
    ]
  }

  public var jobs: [Job] {
    [
      Job("admin.sweep", .every(seconds: 3600)) { _, now in
        try house.app.write { db in try Session.sweep(now: now, db) }
        try throttle.sweep(now: now)
      }
    ]
  }

  /// Enough for a name and passwords, little for a stranger to make us read.
  private static let smallForm = 16_384
}
