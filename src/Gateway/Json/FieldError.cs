namespace Fleet.Gateway.Json;

/// <summary>What is wrong with one field of an input.</summary>
/// <param name="Field">The path as the caller wrote it, for example <c>planned_route.waypoints[2].latitude</c>.</param>
/// <param name="Code">Stable, for programs: one of <see cref="FieldErrorCode"/>.</param>
/// <param name="Message">For people.</param>
public readonly record struct FieldError(string Field, string Code, string Message);
