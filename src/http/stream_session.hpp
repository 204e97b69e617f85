// One open live stream on its connection: what was missed first, then events as they come, heartbeats
// between. Ends when the reader is too slow, has gone, or its session has ended. WHATWG HTML 9.2.
#pragma once
#include "http/connection.hpp"

namespace musubi::http {

/// Runs until the stream ends; the connection is of no more use then. `deadline` is the connection's.
Task<void> serve_stream(Core& core, NetThread& thread, Wire& wire, SteadyTime& deadline,
                        ExchangePtr exchange);

}  // namespace musubi::http
