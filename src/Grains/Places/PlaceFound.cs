namespace Fleet.Places;

/// <summary>What the layers say of a position.</summary>
/// <param name="Address">Null where no address or street is near.</param>
/// <param name="Area">The smallest area that holds it; null where none does.</param>
public readonly record struct PlaceFound(string? Address, string? Area);
