namespace Fleet.Gateway.Api.Problems;

/// <summary>One kind of refusal. <see cref="Type"/> is stable and for programs; the title is for people.</summary>
public sealed record ProblemKind(string Slug, int Status, string Title)
{
    public string Type => "urn:fleet:problem:" + Slug;
}
