namespace Orleans;

/// <summary>Which members of a serialisable type get ids of their own accord.</summary>
public enum GenerateFieldIds
{
    /// <summary>Only members that carry an <see cref="IdAttribute"/>.</summary>
    None,

    /// <summary>All public properties.</summary>
    PublicProperties,
}
