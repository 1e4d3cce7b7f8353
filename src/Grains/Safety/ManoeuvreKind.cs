namespace Fleet.Safety;

internal enum ManoeuvreKind
{
    Braking,
    Accelerating,
    Cornering,
}
