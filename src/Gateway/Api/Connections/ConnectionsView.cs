namespace Fleet.Gateway.Api.Connections;

/// <summary>The organization's connections to this gateway.</summary>
/// <param name="Count">All of them, listed or not.</param>
/// <param name="Items">At most 1000, oldest first.</param>
public sealed record ConnectionsView(int Count, IReadOnlyList<ConnectionView> Items);
