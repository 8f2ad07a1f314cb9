import GRDB
import Kit
import Templating

/// The control room and the front doors: accounts and sign-in, roles and what they may do, the audit log,
/// houses on and off, the log files.
public struct AdminModule: Module {
  public static let name = "admin"
  public static let title = "Control room"
  public static let summary = "Accounts, roles, the audit log, and everything that keeps the street running."
  public static let prefixes = [
    "/admin", "/account", "/sign-in", "/sign-up", "/sign-out", "/setup", "/rules", "/privacy", "/contact",
  ]
  public static let isRequired = true

  public static let permissions = [
    Permission("admin.enter", "Enter the control room", .admins),
    Permission("admin.modules", "Open and close houses", .admins),
    Permission(
      "admin.moderate", "See accounts, suspend and silence them, remove what they posted", .moderators),
    Permission("admin.users", "Let people in, change the roles of accounts, end their sessions", .admins),
    Permission("admin.act-as", "Look at the site as somebody else", .admins),
    Permission("admin.permissions", "Make roles, and change what each may do", .admins),
    Permission("admin.audit", "Read the audit log", .admins),
    Permission("admin.logs", "Read the log files", .admins),
    Permission("admin.settings", "Change the settings of the site, and its rules", .admins),
    Permission("admin.invite", "Invite people, while joining takes an invitation", .members),
  ]

  let house: House
  let passwords: Passwords
  let throttle: Throttle
  let tickets: Tickets
  public let authentication: Authentication
  public let auditLog = AuditLog()

  public init(_ house: House) throws { try self.init(house, passwords: Passwords()) }

  /// Tests and sample sites may take cheaper passwords.
  public init(_ house: House, passwords: Passwords) throws {
    self.house = house
    let passwords = Passwords(passwords, in: HashPlaces(house.settings))
    self.passwords = passwords
    let limits = try house.open("limits.db", Self.limitMigrations)
    throttle = try Throttle(limits: limits)
    tickets = Tickets(limits: limits)
    authentication = Authentication(
      house, passwords: passwords, settings: house.settings,
      visits: Visits(log: house.log) { try house.remember($0) })
    if house.writesGuarded { try takeOverAnchors() }
  }

  public var routes: [Route] {
    [
      // Sign-up
      .get("/setup/:token", .everyone, setupShow),
      .post("/setup/:token", .everyone, limit: Self.smallForm, setupFinish),
      .get("/sign-up", .everyone, signUpShow),
      .post("/sign-up", .everyone, limit: Self.smallForm, signUp),
      .get("/sign-up/:token", .everyone, signUpShow),
      .post("/sign-up/:token", .everyone, limit: Self.smallForm, signUp),
      .get("/account/invites", .needs("admin.invite"), inviteList),
      .post("/account/invites", .needs("admin.invite"), limit: Self.smallForm, inviteMake),
      .post("/account/invites/:id/withdraw", .needs("admin.invite"), limit: Self.smallForm, inviteWithdraw),
      .post("/admin/newcomers/:id", .needs("admin.users"), limit: Self.smallForm, newcomerAnswer),

      // Sign-in
      .get("/sign-in", .everyone, signInShow),
      .post("/sign-in", .everyone, limit: Self.smallForm, signIn),
      .get("/sign-in/forgotten", .everyone, forgottenShow),
      .post("/sign-in/forgotten", .everyone, limit: Self.smallForm, forgottenAsk),
      .get("/sign-in/reset/:token", .everyone, resetShow),
      .post("/sign-in/reset/:token", .everyone, limit: Self.smallForm, resetFinish),
      .post("/sign-out", .everyone, limit: Self.smallForm, signOut),
      .get("/sign-out/clear", .everyone, signOutClear),
      .post("/account/password", .members, limit: Self.smallForm, quiet: true, passwordChange),
      .post("/account/confirm", .members, limit: Self.smallForm, confirmed: true, quiet: true, confirmed),
      .post("/account/confirm/options", .members, limit: Self.smallForm, quiet: true, confirmOptions),
      .post(
        "/admin/users/:id/reset-link", .needs("admin.users"), limit: Self.smallForm, confirmed: true,
        resetLinkMake),

      // Sessions
      .get("/account/sessions", .members, sessionList),
      .post("/account/sessions/end-others", .members, limit: Self.smallForm, quiet: true, sessionsEndOthers),
      .post("/account/sessions/end-all", .members, limit: Self.smallForm, quiet: true, sessionsEndAll),
      .post("/account/sessions/:id/end", .members, limit: Self.smallForm, quiet: true, sessionEnd),
      .post("/admin/users/:id/sign-out", .needs("admin.users"), limit: Self.smallForm, userSignOut),

      // Second factors
      .get("/sign-in/second", .everyone, secondShow),
      .post("/sign-in/second", .everyone, limit: Self.smallForm, second),
      .post("/sign-in/passkey", .everyone, limit: Self.smallForm, passkeySignIn),
      .post("/sign-in/passkey/options", .everyone, limit: Self.smallForm, signInOptions),
      .get("/account/two-factor", .members, confirmed: true, appShow),
      .post("/account/two-factor", .members, limit: Self.smallForm, confirmed: true, quiet: true, appAdd),
      .post(
        "/account/two-factor/remove", .members, limit: Self.smallForm, confirmed: true, quiet: true, appRemove
      ),
      .post(
        "/account/recovery-codes", .members, limit: Self.smallForm, confirmed: true, quiet: true, codesMake),
      .get("/account/passkeys/new", .members, confirmed: true, passkeyNew),
      .post("/account/passkeys", .members, limit: Self.smallForm, confirmed: true, quiet: true, passkeyAdd),
      .post("/account/passkeys/options", .members, limit: Self.smallForm, quiet: true, passkeyOptions),
      .get("/account/passkeys/:id", .members, passkeyNameShow),
      .post("/account/passkeys/:id", .members, limit: Self.smallForm, quiet: true, passkeyNameSave),
      .post(
        "/account/passkeys/:id/remove", .members, limit: Self.smallForm, confirmed: true, quiet: true,
        passkeyRemove),
      .post(
        "/admin/users/:id/factors/remove", .needs("admin.users"), limit: Self.smallForm, confirmed: true,
        factorsRemove),
      .get("/admin/second-factors", .needs("admin.permissions"), dutiesShow),
      .post("/admin/second-factors", .needs("admin.permissions"), confirmed: true, dutiesChange),

      // Accounts
      .get("/account", .members, accountShow),
      .get("/account/name", .members, nameShow),
      .post("/account/name", .members, limit: Self.smallForm, nameChange),
      .get("/admin/users", .needs("admin.moderate"), userList),
      .get("/admin/users/:id", .needs("admin.moderate"), userShow),

      // Mail
      .get("/account/mail", .members, mailShow),
      .post("/account/mail", .members, limit: Self.smallForm, quiet: true, mailChange),
      .post(
        "/account/mail/forget", .members, limit: Self.smallForm, confirmed: true, quiet: true, mailForget),
      .get("/account/mail/:token", .everyone, mailConfirmShow),
      .post("/account/mail/:token", .everyone, limit: Self.smallForm, mailConfirm),

      // Blocks
      .get("/account/blocked", .members, blockedShow),
      .post("/account/blocked", .members, limit: Self.smallForm, quiet: true, blockAdd),
      .post("/account/blocked/:id/remove", .members, limit: Self.smallForm, quiet: true, blockRemove),
      .post("/account/reach", .members, limit: Self.smallForm, quiet: true, contactPolicyChange),

      // Impersonation
      .get("/account/acting/raise", .members, impersonationRaiseAsk),
      .post("/account/acting/raise", .members, limit: Self.smallForm, quiet: true, impersonationRaise),
      .post("/account/acting/end", .members, limit: Self.smallForm, quiet: true, impersonationEnd),
      .post(
        "/admin/users/:id/act-as", .needs("admin.act-as"), limit: Self.smallForm, confirmed: true,
        impersonationBegin
      ),

      // Personal data
      .post("/sign-in/return/:token", .everyone, limit: Self.smallForm, comeBack),
      .get("/account/export", .members, exportShow),
      .post("/account/export", .members, limit: Self.smallForm, quiet: true, exportAsk),
      .get("/account/export/file", .members, exportFile),
      .get("/account/leave", .members, leaveShow),
      .post("/account/leave", .members, limit: Self.smallForm, quiet: true, leave),

      // Roles and permissions
      .post(
        "/admin/users/:id/role", .needs("admin.users"), limit: Self.smallForm, confirmed: true, roleChange),
      .get("/admin/permissions", .needs("admin.permissions"), permissionsShow),
      .post("/admin/permissions", .needs("admin.permissions"), confirmed: true, permissionsChange),
      .get("/admin/permissions/:kind/:id", .needs("admin.permissions"), placeShow),
      .post("/admin/permissions/:kind/:id", .needs("admin.permissions"), confirmed: true, placeChange),
      .get("/admin/roles", .needs("admin.permissions"), roleList),
      .post("/admin/roles", .needs("admin.permissions"), limit: Self.smallForm, confirmed: true, roleCreate),
      .get("/admin/roles/:name", .needs("admin.permissions"), roleEdit),
      .post(
        "/admin/roles/:name", .needs("admin.permissions"), limit: Self.smallForm, confirmed: true, roleUpdate),
      .post(
        "/admin/roles/:name/remove", .needs("admin.permissions"), limit: Self.smallForm, confirmed: true,
        roleRemove),

      // Sanctions
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

      // Audit log
      .get("/admin/audit", .needs("admin.audit"), auditShow),
      .get("/admin/audit/:id", .needs("admin.audit"), auditEntryShow),
      .post(
        "/admin/audit/export", .needs("admin.audit"), limit: Self.smallForm, confirmed: true, auditExport),

      // Settings, and the pages that they hold
      .get("/rules", .everyone, pageShow(.rules)),
      .get("/privacy", .everyone, pageShow(.privacy)),
      .get("/contact", .everyone, pageShow(.contact)),
      .get("/admin/settings", .needs("admin.settings"), settingsShow),
      .post("/admin/settings", .needs("admin.settings"), settingsChange),

      // Control room
      .get("/admin", .needs("admin.enter"), dashboardShow),
      .get("/admin/modules", .needs("admin.modules"), moduleList),
      .post(
        "/admin/modules/:name", .needs("admin.modules"), limit: Self.smallForm, confirmed: true, moduleSwitch),
      .get("/admin/logs", .needs("admin.logs"), logList),
      .get("/admin/logs/:name/raw", .needs("admin.logs"), confirmed: true, logRaw),
    ]
  }

  public var navigation: [NavigationItem] {
    [
      NavigationItem("Overview", "/admin/", icon: "chart", needs: "admin.enter"),
      NavigationItem("Houses", "/admin/modules", icon: "home", needs: "admin.modules"),
      NavigationItem("Accounts", "/admin/users", icon: "people", needs: "admin.moderate"),
      NavigationItem("Permissions", "/admin/permissions", icon: "key", needs: "admin.permissions"),
      NavigationItem("Roles", "/admin/roles", icon: "flag", needs: "admin.permissions"),
      NavigationItem("Second factors", "/admin/second-factors", icon: "lock", needs: "admin.permissions"),
      NavigationItem("Audit log", "/admin/audit", icon: "eye", needs: "admin.audit"),
      NavigationItem("Settings", "/admin/settings", icon: "edit", needs: "admin.settings"),
      NavigationItem("Log files", "/admin/logs", icon: "log", needs: "admin.logs"),
    ]
  }

  public var jobs: [Job] {
    [
      Job("admin.sweep", .every(seconds: 3600)) { _, now in
        try house.write { db in
          try Session.sweep(now: now, db)
          try TakenName.sweep(now: now, db)
          try Newcomer.sweep(now: now, db)
          try OneTimeLink.sweep(now: now, db)
          try KnownDevice.sweep(now: now, db)
        }
        try throttle.sweep(now: now)
        try tickets.sweep(now: now)
      },
      Job("admin.audit", .every(seconds: 86_400)) { _, now in try keepAudit(now: now) },
      deletionJob, impersonationJob,
    ] + letterJobs + exportJobs
  }

  /// Enough for a name and passwords, little for a stranger to make us read.
  private static let smallForm = 16_384
}
