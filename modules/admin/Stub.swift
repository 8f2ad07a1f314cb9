// Stands in until the house lands; whoever pushes the house deletes this file.
import Kit
import GRDB
public struct AdminModule: Module { public static let name="admin"; public static let title=""; public static let summary=""; public static let prefixes=["/admin"]; public init(_ h: House) throws {}; public var routes: [Route] {[]}
 public let authentication = Authentication(); public let auditLog = AuditLog(); public func declare(_ p: [Permission]) throws {}
 public func createUser(name: String, password: String, role: Role, now: Moment) throws -> Int64 { 1 }
 public func signIn(userId: Int64, now: Moment) throws -> String { "" }
 }
public struct Authentication: Sendable { public func viewer(of request: Request) throws -> Viewer { .nobody } }
public struct AuditLog: Sendable { public func append(_ e: AuditEntry, _ db: Database) throws {} }
