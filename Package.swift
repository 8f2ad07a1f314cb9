// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// The houses. A new one is a word here and two lines in Sources/Components/Components.swift.
let houses = ["Admin", "Template", "Forums", "RTC"]

/// What a house needs beyond Kit.
let needs: [String: [Target.Dependency]] = [
  "Admin": [crypto, cryptoExtras, "Zip"],
  "Template": ["TemplateFaces", "TemplateSystems", "TemplateExchange"],
]

/// What else lies in a house's folder that is not source.
let documents: [String: [String]] = [
  "Admin": ["passwords"], "RTC": ["PROTOCOL.md"], "Template": ["Faces", "Systems", "Exchange"],
]

/// A house: one folder in modules/ that knows Kit and Templating, and no neighbour.
func house(_ name: String) -> Target {
  .target(
    name: name, dependencies: ["Kit", "Templating", grdb, httpTypes, logging] + needs[name, default: []],
    path: "modules/\(name.lowercased())",
    exclude: ["templates", "static", "data", "README.md"] + documents[name, default: []],
    swiftSettings: settings)
}

/// A room of the Template house: what faces and systems know of each other, Template tells them.
func room(_ name: String, _ needs: [Target.Dependency]) -> Target {
  .target(
    name: "Template\(name)", dependencies: ["Kit", "Templating", grdb, httpTypes, logging] + needs,
    path: "modules/template/\(name)", swiftSettings: settings)
}

let rooms = [
  room("Faces", [crypto]), room("Systems", [crypto, "Pictures"]),
  room("Exchange", [crypto, "TemplateSystems", "Pictures", "Zip"]),
]

/// The whole house, for tests of what its rooms do together.
let wholeTemplate: [Target.Dependency] = [
  "Template", "TemplateFaces", "TemplateSystems", "TemplateTesting", "Components", "Kit", "Templating", grdb,
  httpTypes, logging,
]

extension Target.Dependency {
  func isTarget(_ name: String) -> Bool {
    if case .byNameItem(let own, _) = self { own == name } else { false }
  }
}

func tests(_ target: String, _ more: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(target.prefix(1).uppercased())\(target.dropFirst())Tests",
    dependencies: [.init(stringLiteral: target), "KitTesting"] + more.filter { !$0.isTarget(target) },
    swiftSettings: settings)
}

/// What other houses' tests need.
let contract: [Target.Dependency] = ["Kit", "Templating", grdb, httpTypes, logging]

func testsOfHouse(_ name: String) -> Target {
  tests(name, name == "Template" ? wholeTemplate : contract)
}

let roomTests: [Target] = [
  tests("Pictures"), tests("Zip", ["Kit"]),
  tests("TemplateFaces", wholeTemplate + [crypto]),
  tests("TemplateSystems", wholeTemplate + ["TemplateExchange", crypto]),
  tests("TemplateExchange", wholeTemplate + ["Pictures", "Zip", crypto]),
]

let package = Package(
  name: "rowhouse",
  products: [
    .executable(name: "rowhouse", targets: ["rowhouse"]),
    .executable(name: "rowhouse-web", targets: ["web"]),
    .executable(name: "rowhouse-live", targets: ["live"]),
    .executable(name: "rowhouse-jobs", targets: ["jobs"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CFastCGI", pkgConfig: "fcgi", providers: [.apt(["libfcgi-dev"])]),
    .systemLibrary(
      name: "CMarkdown", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),

    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    .target(name: "Templating", swiftSettings: settings),
    .target(
      name: "Kit", dependencies: ["Templating", grdb, sqlite, httpTypes, logging], swiftSettings: settings),
    .target(name: "Pictures", dependencies: ["CZlib"], swiftSettings: settings),
    .target(name: "Zip", dependencies: ["CZlib", "Kit"], swiftSettings: settings),
    .target(
      name: "FastCGI", dependencies: ["CFastCGI", "Kit", httpTypes, logging], swiftSettings: settings),

    .target(
      name: "Components",
      dependencies: [
        "CMarkdown", "Kit", "Templating", "TemplateFaces", "TemplateSystems", grdb, httpTypes, logging,
        crypto,
      ] + houses.map { .init(stringLiteral: $0) }, swiftSettings: settings),
    .target(
      name: "KitTesting",
      dependencies: ["Kit", "Components", "Admin", "Pictures", "Zip", grdb, httpTypes, logging],
      swiftSettings: settings),
    .target(
      name: "TemplateTesting",
      dependencies: [
        "KitTesting", "Components", "Template", "TemplateFaces", "TemplateSystems", "Kit", "Templating",
        "Admin",
        grdb, httpTypes, logging,
      ], swiftSettings: settings),

    .executableTarget(
      name: "web", dependencies: ["FastCGI", "Components", "Kit", logging], swiftSettings: settings),
    .executableTarget(
      name: "live",
      dependencies: [
        "Components", "Kit", "RTC", "Admin", grdb, httpTypes, logging, crypto,
        nio, deque,
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "jobs", dependencies: ["Components", "Kit", grdb, logging], swiftSettings: settings),
    .executableTarget(
      name: "rowhouse",
      dependencies: [
        "Components", "Kit", "Admin", "Forums", "RTC", "Template", "TemplateFaces", "TemplateSystems",
        "TemplateExchange", arguments, grdb, httpTypes, logging,
      ],
      swiftSettings: settings),
    .executableTarget(name: "scaffold", exclude: ["example"], swiftSettings: settings),

    .testTarget(
      name: "TemplatingTests", dependencies: ["Templating"], exclude: ["Mustache"], swiftSettings: settings),
    tests("Kit", ["Templating", logging]), tests("FastCGI", ["Kit"]),
    tests(
      "Components",
      ["Kit", "Templating", "Admin", "Forums", "RTC", "Template", grdb, httpTypes, logging, crypto]),
    tests("live", ["Components", "Kit", "RTC", grdb, logging, nio]),
  ] + houses.map(house) + rooms + roomTests + houses.map(testsOfHouse),
  swiftLanguageModes: [.v6]
)

// `make test-one OF=Forums`: the tests of one target, without building the others'.
if let only = Context.environment["TEST_ONE"] {
  package.targets.removeAll { $0.isTest && $0.name != "\(only)Tests" }
}
