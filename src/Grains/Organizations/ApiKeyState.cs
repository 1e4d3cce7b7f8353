namespace Fleet.Organizations;

/// <summary>What an API key keeps.</summary>
[GenerateSerializer, Alias("Fleet.ApiKeyState")]
public sealed class ApiKeyState
{
    [Id(0)] public ApiKeyRecord? Record { get; set; }
}
