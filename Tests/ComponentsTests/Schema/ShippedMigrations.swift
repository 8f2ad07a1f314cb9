/// Every migration that has shipped: its file, its name, and the SHA-256 of what it does. Lines are added, never
/// changed.
enum ShippedMigrations {
  static let lines: Set<String> = Set(
    """
    app.db components.0001-outbox 753cb8275d36b7d6ddcdb664e0dfbef4383c4d635f751ed3f47e61a6008ad4ec
    app.db components.0002-outbox-without-sequence 21b46087b13007f8e2fbf1338ba70873848f463abaf7198d6bd42f62965475a1
    app.db components.0003-outbox-key 2272daf160457281f1d16cce0ea108b86ad9bb147573a4526104583f9d7f6d3d
    app.db jobs.0001-queue-and-clock 1c252ec038f87d526852f7bccb89a3256a14ef276ed3da0b4cb7ffa6add3892d
    app.db admin.0001-accounts 753e1b85c6ee80388a84be60d298a4660c0dc4bba4502b88442b976557157b34
    app.db admin.0002-permissions 8d67969022ab33ef5d8916d98f7301e2d0a29511b3394dd5acdf5fdeba3618cb
    app.db admin.0003-audit 78d91e92a4a17f299edbcfb7516db429376d7ff3a5093532b5caea254304cc55
    app.db admin.0010-roles 0351a003d691a8ab742a64c6434a0a9d4ef26c78c057022fd75ae169dc160bf3
    app.db admin.0011-exceptions fe5b1b735a8e8e6d0e6ec47ed3a348229e18111e88f896a80afe5ed6c59a7f6b
    app.db admin.0050-audit-chain f30ca53198e4f63696b40f48aa7795398a0e179a5fcf48b4298259c016081e03
    app.db admin.0030-newcomers e54a84edf61ba30e6c6c0d21fa1e323ce0582d9e050df33a9613148661f64181
    app.db admin.0031-links 35941f11871f398e81d380968d4a7cb35864b7342213c4df1660f243fa02779b
    app.db admin.0032-farewells c1b630b50d1c456ff7dea84b1a37750f6a4cd6fda576b2c418b55241d60afe6a
    app.db admin.0020-factors 88304e7097f2ea3e75b654d121a38201d11e67cad3f15eea8acf2852c08df33c
    app.db admin.0021-confirmations a46e47244bd6ae12faae738a93e50cbbb81941065551f3de2cee9e264ab52a29
    app.db admin.0040-standing edf449b6e13358c71caca0c5324985d391492670384bb23f9bf7b8d9ef1dd3f3
    app.db admin.0041-acting 39923226dd27fbd93e8481a058e44300e74b70e127f2ba084dfc4b727752172b
    app.db admin.0042-blocks 4eaa0f5407eaf9a35dc3d5ba1cc7acc59d42400b26150933509450e88f9fafc6
    app.db admin.0043-traces 1bf6df6432d2d4b899a1ab4b1d38f4288a72e5200effce7ac9307521f9c6ad90
    app.db template.0001-alters-and-fronts 096aae3725a49dfa69be00ae6cbe17fde08942945e07d0f41d607c7a5b569004
    app.db template.0002-together e98a32db14de76af11636cf8041304ee06a455c67521d6cbf80adc0aeb79322a
    app.db template.0003-systems 0707865a98d548c9ec072cf90d995dc91b95c077054aa16e2e6893679604f083
    app.db template.0010-pictures 7157a20d9d2e2cdb5184c4aecb53f21aff80e9c3a77046807f03f1e5bab72990
    app.db template.0030-friends-and-lists a632b5131e28258ed69551b9c7e935285c70b4f541f5be934763e75ea43cf4c7
    app.db template.0031-notices d291bab5818218eb0d82ff1cabfc6c1870f891ae0d8b81c10b4bf87827282766
    app.db template.0040-history c930d30bea665e309c736f43f6ec44a6e564a954ec7b2067d3e0fd75ef88b629
    app.db template.0020-speaking 34e2a8bc133a17cf1718b3596965cff3f273c21bb01456cbfe3c93472b6d5567
    app.db template.0050-faces 25924e3e783e3ebc617fd2e3b2a8b217c052dd8335b0865802bd2615a65e830f
    app.db template.0060-publications 7bf2eea5cc859d5c57001a537243818ad8ca8b86ef62b414fe0b4b4fbb06d6e8
    app.db template.0070-imports ea6cae0d504ebb1a8b3b7efbd665a32cb818a81070abe1306b33753ba9e99e10
    app.db template.0080-repaints 9bfb9f7eeecf2d75835b16dc929a24da1370adb2d6eef79f17a63a6640e4347a
    app.db template.0071-unseen-imports 1d6501b75d02f9136d178c1414557e1102a5814f0ab02023e37253d9e2a4974f
    app.db template.0072-imported-pictures a26a021535e21249cabb1dd183b9c7d3cbba34131e197552396417258961bd3a
    app.db template.0004-csv-cells 48e539662b14f3e31f24a3df494509bc75c2a046d295b901a163364b3de32b8d
    app.db template.0032-settling bf8257f0fc312a050b4e76aec5009d0b424b957335f02baa4fa3d2ffe75b1143
    app.db template.0090-key-order d6dc759658bc79ddb44f3948b3a5a8b4161199c3bf2c8aec184b7c7c94e41a4f
    app.db template.0120-face-requests 6dcf6b17b0c2b45ac82423decebdd2bb5eb3b9a719f183b89b994b67de1c67c1
    app.db forums.0001-categories fbedeac375877ed7f60ca43e7fd7f3cb9be56175b49d6cd9a80511e8477d7c8b
    app.db forums.0002-threads 3beafebc8af1117d3290b12b7df614ed3ce5bc85dd6e2cafab18713690b97826
    app.db forums.0003-posts d400d4a4da04392883b0851a2de1908ab46ee8c1b3a404749370f6f79eca4fc2
    app.db forums.0004-reading e9ec216d10837ecd681a902033c837d1423a4c296e7d79ae9125aba60a8a3f73
    app.db forums.0005-texts-by-id 687fad52dde828bfafb81551e31f9a1911f807a8bc2de5b0f515bd731f8d41d3
    app.db forums.0010-by-account ca37ca1d8bb41bbb4000fdc3e4ca4dc6bad5bb50d1b6fcbfd2d53942777bf39f
    app.db forums.0011-held 61c33b6517accedcebfbd10218ad5da46562e78bd7af458f4e8d282f892de54f
    app.db forums.0012-fewer-indexes 7e83db433cb7be327c94c08b6cccb52e1cce345b34402d0a46cd1c2c8fe6fc6e
    app.db forums.0020-speakers 8f808ad66ff06e839456f005fddaa87b40c01b3694f6fb3d306b56a9a0d22456
    registry.db registry.0001-houses-and-processes 8ec39f9de3dda82d128364758777dc9ac1ac15171dedcb377c5bd9afc2cd3979
    admin/limits.db admin.limits.0001-tries 3026e602b17da7221568b61d32317917209186cba5d68258eefc7a61734d33c2
    admin/limits.db admin.limits.0020-tickets a477dac20b1484a4626ea458f35ee3a6642f64ab4efc57cc4b0cbbe17cc352b5
    rtc/sessions.db rtc.0001-rooms 1fdc53940312606796706b82a76e07dc6e17871741c3812cb57f7235bcaf7fd4
    rtc/sessions.db rtc.0002-messages 156dc6fa5ee0fe6d175289dcf21d6ccc8e42ee1e07b01708fd9f9cf240c9b523
    rtc/sessions.db rtc.0003-log 6ef73b18b0631cc7f623537377844b9246cf1ac5b340643b82fbaaeaea9abf6a
    rtc/sessions.db rtc.0004-presence e98b34090416de464fead1e2f67d7f1804dc6b54e30787e83c8685a9f6188fba
    rtc/sessions.db rtc.0010-removed 55973067ef54a41c790b6be1976d441d21a74d01850e385664d7754d7783aeb6
    rtc/sessions.db rtc.0020-speakers b07b7e959e9ac602cb8ca1ca37908c3576587209938431675791d927ee13735a
    app.db admin.0050-door 4744211e61b8a99f738f7fe4d8eaa35866dbebbe5f208aa6d8a2839575a7a702
    admin/limits.db admin.limits.0050-ticket-passwords 6b89d05f944bca7de87449ad6f56afd5e6274f98ec1249db0b69c2cadece9aa2
    app.db template.0100-rosters de76076bfd03755bfc41ad8e9629fa980064387aab3ee00d1d642974a831b764
    rtc/sessions.db rtc.0030-shortened 66aa821fab9467ae412bd9aef7da43c353500daf095e501a568ba9675c37187b
    app.db forums.0021-reasons 58149447fb40cf65a86e129e1fd5df486a9d7a83300cf94aa0c9738655438d25
    """.split(separator: "\n").map(String.init))
}
