import GRDB
import Kit

extension Authentication {
  /// Somebody who may do what a role may, and no more: an account, or nobody in particular.
  public func seen(as role: Role, by viewer: Viewer?) throws -> Viewer {
    let grants = try app.unsafeRead { db in
      try matrix.grants(of: role, revision: PermissionMatrix.revision(db), db)
    }
    return Viewer(account: viewer?.account, session: viewer?.session, role: role, grants: grants)
  }
}
