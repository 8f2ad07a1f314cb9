-- post.lua COUNT: replies to the C program's threads
local number = 0
function setup(thread) thread:set("seed", number); number = number + 1 end
function init(args) math.randomseed(99 + seed); count = tonumber(args[1]); body = string.rep("some words in a reply ", 36) end
function request()
  local headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
  return wrk.format("POST", "/post", headers, "thread=" .. math.random(count) .. "&body=" .. body)
end
