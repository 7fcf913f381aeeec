import "./tokens.css";
import "./base.css";
import { mount } from "svelte";
import Picker from "./picker/Picker.svelte";

const target = document.getElementById("app");
if (target) mount(Picker, { target });
