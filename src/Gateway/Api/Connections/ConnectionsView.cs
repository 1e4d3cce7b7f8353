using System.Collections.Immutable;

namespace Fleet.Gateway.Api.Connections;

/// <summary>The organization's connections.</summary>
/// <param name="Count">All of them, listed or not, but those of unanswered gateways.</param>
/// <param name="Items">At most 1000, oldest first.</param>
/// <param name="Unanswered">Gateways that did not answer within 2 s; a killed one is among them for up to a minute.</param>
public sealed record ConnectionsView(int Count, ImmutableArray<ConnectionView> Items, ImmutableArray<string> Unanswered);
