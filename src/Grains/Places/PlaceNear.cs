namespace Fleet.Places;

/// <summary>The nearest so far.</summary>
/// <param name="Place">Null for none.</param>
/// <param name="Meters">How far; or, before one is found, how far one may be.</param>
internal readonly record struct PlaceNear(Place? Place, double Meters);
