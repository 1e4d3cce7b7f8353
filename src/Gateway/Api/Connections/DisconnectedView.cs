using System.Collections.Immutable;

namespace Fleet.Gateway.Api.Connections;

/// <summary>How many connections were told to go.</summary>
/// <param name="Unanswered">Gateways that did not answer within 2 s: whether theirs went is not known.</param>
public sealed record DisconnectedView(int Disconnected, ImmutableArray<string> Unanswered);
