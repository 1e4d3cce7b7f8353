using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>One item that was read without error.</summary>
/// <param name="Id">What it is about: items of one id are dealt with in order, others side by side.</param>
/// <param name="Take">Hands it to its grain.</param>
/// <param name="Missing">The field that would have to be there, where the grain answers that it knows no such thing.</param>
internal sealed record TrafficItem(string Id, Func<Task<TrafficTaken>> Take, string? Missing = null);
