namespace Fleet.Gateway.Api.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Items">May be fewer than asked for, even none, where some may not be seen; only a missing cursor means the end.</param>
/// <param name="NextCursor">To be given as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? NextCursor);
